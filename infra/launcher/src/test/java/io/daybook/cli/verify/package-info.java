/// Tests of the package of the same name.
@NullMarked
package io.daybook.cli.verify;

import org.jspecify.annotations.NullMarked;
