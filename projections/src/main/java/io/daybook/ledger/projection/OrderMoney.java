package io.daybook.ledger.projection;

import io.daybook.kernel.Money;

/// What the ledger has to know of one order, since not every event repeats it.
///
/// @param total what it came to
/// @param givenBack revenue that was given up again
/// @param held authorized, neither captured nor voided
record OrderMoney(Money total, Money givenBack, Money held) {

  static OrderMoney of(Money total) {
    Money none = Money.zero(total.currency());
    return new OrderMoney(total, none, none);
  }

  /// Revenue that is left.
  Money left() {
    return total.minus(givenBack);
  }

  OrderMoney givingBack(Money amount) {
    return new OrderMoney(total, givenBack.plus(amount), held);
  }

  OrderMoney holding(Money amount) {
    return new OrderMoney(total, givenBack, held.plus(amount));
  }
}
