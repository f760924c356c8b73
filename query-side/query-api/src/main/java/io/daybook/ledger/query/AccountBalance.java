package io.daybook.ledger.query;

import io.daybook.kernel.Money;

/// One account in one currency.
///
/// @param debit sum of its debits
/// @param credit sum of its credits, positive
/// @param balance debits less credits
public record AccountBalance(Account account, Money debit, Money credit, Money balance) {}
