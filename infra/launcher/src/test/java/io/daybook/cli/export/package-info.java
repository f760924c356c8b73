/// Tests of the package of the same name.
@NullMarked
package io.daybook.cli.export;

import org.jspecify.annotations.NullMarked;
