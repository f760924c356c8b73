/// The shells on a real PostgreSQL, with the real rules behind a command bus. No server of the
/// command side is here.
@NullMarked
package io.daybook.checkout.saga;

import org.jspecify.annotations.NullMarked;
