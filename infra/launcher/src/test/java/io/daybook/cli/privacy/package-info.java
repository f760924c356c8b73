/// Tests of the package of the same name.
@NullMarked
package io.daybook.cli.privacy;

import org.jspecify.annotations.NullMarked;
