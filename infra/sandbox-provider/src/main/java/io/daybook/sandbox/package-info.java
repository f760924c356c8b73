/// A payment provider for everybody who has none: an HTTP server with a ledger of its own, at which
/// no money moves. It stands for somebody else's system: it knows nothing of Daybook, and behaves
/// badly on purpose, as [Card] says. See docs/payments.md.
@NullMarked
package io.daybook.sandbox;

import org.jspecify.annotations.NullMarked;
