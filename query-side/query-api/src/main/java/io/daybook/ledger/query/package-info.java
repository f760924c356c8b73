/// What can be asked of the money ledger. How it is posted is the projections'.
@NullMarked
package io.daybook.ledger.query;

import org.jspecify.annotations.NullMarked;
