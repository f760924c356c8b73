/// Answers about the money ledger, from its tables. Nothing here posts.
@NullMarked
package io.daybook.ledger.view;

import org.jspecify.annotations.NullMarked;
