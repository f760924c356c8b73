package io.daybook.ledger.query;

/// The accounts of the money ledger. A debit is positive, a credit negative.
public enum Account {
  /// What customers owe us; a credit is what we owe them.
  CUSTOMER,
  /// What confirmed orders came to; a credit.
  REVENUE,
  /// Tax within the revenue. No event tells any, since prices are final: it stays at 0.
  TAX,
  /// Revenue that was given up again: cancelled, returned, credited.
  REFUNDS,
  /// Money that the provider holds for us: authorized, neither captured nor voided.
  HELD,
  /// Money that the provider took for us: captured and not refunded.
  CLEARING
}
