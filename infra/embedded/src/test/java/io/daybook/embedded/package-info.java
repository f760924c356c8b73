/// Tests of the embedded servers against the real ones.
@NullMarked
package io.daybook.embedded;

import org.jspecify.annotations.NullMarked;
