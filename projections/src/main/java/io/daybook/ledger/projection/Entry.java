package io.daybook.ledger.projection;

import io.daybook.kernel.Money;
import io.daybook.ledger.query.Account;

/// One amount that is debited to one account and credited to another: it can't be out of balance.
///
/// @param amount positive
record Entry(Account debit, Account credit, Money amount) {}
