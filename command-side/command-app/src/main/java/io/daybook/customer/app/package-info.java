/// Axon's and HTTP's hold on customers' accounts. The rules are in `io.daybook.customer.domain`.
/// How personal fields are locked is `io.daybook.privacy`'s.
@NullMarked
package io.daybook.customer.app;

import org.jspecify.annotations.NullMarked;
