/// Tests of the package of the same name.
@NullMarked
package io.daybook.privacy;

import org.jspecify.annotations.NullMarked;
