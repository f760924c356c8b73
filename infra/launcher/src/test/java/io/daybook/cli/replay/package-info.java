/// Tests of the package of the same name.
@NullMarked
package io.daybook.cli.replay;

import org.jspecify.annotations.NullMarked;
