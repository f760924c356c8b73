/// Proves the books of a running Daybook: folds its whole log by rules of its own and compares the
/// outcome with itself and with every view. Not here: the rules by which Daybook itself decides.
@NullMarked
package io.daybook.cli.verify;

import org.jspecify.annotations.NullMarked;
