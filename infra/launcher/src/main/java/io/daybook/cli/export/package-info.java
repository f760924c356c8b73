/// `./daybook export`: the log as files for those who analyse it.
@NullMarked
package io.daybook.cli.export;

import org.jspecify.annotations.NullMarked;
