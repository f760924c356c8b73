package io.daybook.audit.projection;

/// What must hold, as the design numbers it.
public enum Invariant {
  C1("Reserved + shipped ≤ received + adjusted at every position, never negative"),
  S1("Stock reserved is the sum of the live reservations"),
  C2("Every order ends once, within its time, or somebody has been told"),
  C3("Authorized = captured + voided + open, and captured − refunded = owed"),
  C4("No order is captured twice"),
  C5("What was rejected or cancelled holds neither stock nor money"),
  C6("A reservation ends once, and no confirmed order loses it by expiry"),
  P1("A view at a position is the fold of the log up to it");

  private final String claim;

  Invariant(String claim) {
    this.claim = claim;
  }

  /// What should hold, as a sentence.
  public String claim() {
    return claim;
  }
}
