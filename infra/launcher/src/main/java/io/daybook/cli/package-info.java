/// What stands behind `./daybook`: its commands and how they talk to the reader. Not here: what
/// they do.
@NullMarked
package io.daybook.cli;

import org.jspecify.annotations.NullMarked;
