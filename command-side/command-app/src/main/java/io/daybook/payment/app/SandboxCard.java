package io.daybook.payment.app;

import java.util.concurrent.ThreadLocalRandom;

/// What the sandbox does with a card, by its number. Every number that is not here is good.
enum SandboxCard {
  /// 4242 4242 4242 4242: authorizes.
  GOOD("4242424242424242", Said.YES, "AUTHORIZED", 0, false, ""),
  /// 4000 0000 0000 0002: declines.
  DECLINED("4000000000000002", Said.NO, "DECLINED", 0, false, "The card was declined."),
  /// 4000 0000 0000 9995: declines for want of money.
  EMPTY("4000000000009995", Said.NO, "DECLINED", 0, false, "There is too little money."),
  /// 4000 0000 0000 0119: holds the money and never says so.
  SILENT("4000000000000119", Said.NOTHING, "AUTHORIZED", 0, false, ""),
  /// 4000 0000 0000 0259: authorizes, and says so twice more by webhook.
  DOUBLE("4000000000000259", Said.YES, "AUTHORIZED", 2, false, ""),
  /// 4000 0000 0000 0341: authorizes late, by webhook, whatever happened meanwhile.
  LATE("4000000000000341", Said.NOTHING, "PENDING", 1, true, "");

  private final String number;
  private final Said answer;
  private final String state;
  private final int webhooks;
  private final boolean late;
  private final String reason;

  SandboxCard(String number, Said answer, String state, int webhooks, boolean late, String reason) {
    this.number = number;
    this.answer = answer;
    this.state = state;
    this.webhooks = webhooks;
    this.late = late;
    this.reason = reason;
  }

  /// The card with that number; a good one may turn out bad by the settings' rates.
  static SandboxCard of(String paymentToken, PaymentSettings settings) {
    for (SandboxCard card : values()) {
      if (card != GOOD && card.number.equals(paymentToken)) {
        return card;
      }
    }
    double luck = ThreadLocalRandom.current().nextDouble();
    if (luck < settings.declineRate()) {
      return DECLINED;
    }
    return luck < settings.declineRate() + settings.silenceRate() ? SILENT : GOOD;
  }

  Said answer() {
    return answer;
  }

  /// What the provider knows of the payment from then on.
  String state() {
    return state;
  }

  /// How many messages follow.
  int webhooks() {
    return webhooks;
  }

  boolean tells() {
    return webhooks > 0;
  }

  boolean isLate() {
    return late;
  }

  String reason() {
    return reason;
  }

  /// What it says at once.
  enum Said {
    YES,
    NO,
    NOTHING
  }
}
