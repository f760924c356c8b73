package io.daybook.checkout.process;

/// The moments of an order's life that somebody's change of mind can meet.
enum Moment {
  /// It is in the log, and nobody has heard of it.
  PLACED,
  /// Its stock is promised, and its checkout doesn't know yet.
  RESERVED,
  /// Its money was asked for, and the provider doesn't know yet.
  PAYMENT_REQUESTED,
  /// The provider holds the money, and its answer is on the way.
  HELD_BY_PROVIDER,
  /// Its money is held, and its checkout doesn't know yet.
  AUTHORIZED,
  /// It is confirmed, and its checkout doesn't know yet.
  CONFIRMED,
  /// The money was asked to be taken, and the provider doesn't know yet.
  CAPTURING,
  /// The provider has taken the money, and its answer is on the way.
  TAKEN_BY_PROVIDER,
  /// Its money was taken, and all is quiet.
  CAPTURED,
  /// 30 pence were given back.
  PARTLY_CREDITED,
  /// Its goods have left.
  SHIPPED,
  /// One of its five mugs has come back.
  PARTLY_RETURNED
}
