package io.daybook.sandbox;

import java.util.concurrent.ThreadLocalRandom;

/// What the sandbox does with a card, by its number. Every number that is not here is good.
enum Card {
  /// 4242 4242 4242 4242: holds the money.
  GOOD("4242424242424242"),
  /// 4000 0000 0000 0002: declines.
  DECLINED("4000000000000002"),
  /// 4000 0000 0000 9995: declines for want of money.
  EMPTY("4000000000009995"),
  /// 4000 0000 0000 0119: holds the money and never says so.
  SILENT("4000000000000119"),
  /// 4000 0000 0000 0259: holds the money, and says so twice more by webhook.
  DOUBLE("4000000000000259"),
  /// 4000 0000 0000 0341: holds the money late and tells by webhook, whatever happened meanwhile.
  LATE("4000000000000341"),
  /// 4000 0000 0000 0127: holds the money, and the request for it is never answered.
  MUTE("4000000000000127"),
  /// 4000 0000 0000 0051: does everything, and answers 500 the first time.
  BROKEN("4000000000000051"),
  /// 4000 0000 0000 0085: does everything, and cuts the connection the first time.
  DROPPED("4000000000000085"),
  /// 4000 0000 0000 0077: does everything, and dies the first time, before it has answered.
  FATAL("4000000000000077");

  private final String number;

  Card(String number) {
    this.number = number;
  }

  /// The card with that number; a good one may turn out bad by the settings' rates.
  static Card of(String paymentToken, SandboxSettings settings) {
    for (Card card : values()) {
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

  /// What the ledger says of a payment with it at first.
  String state() {
    return switch (this) {
      case DECLINED, EMPTY -> "DECLINED";
      case LATE -> "PENDING";
      default -> "AUTHORIZED";
    };
  }

  /// What the answer says of it.
  String status() {
    return switch (this) {
      case DECLINED, EMPTY -> "declined";
      case SILENT, LATE -> "pending";
      default -> "authorized";
    };
  }

  String reason() {
    return switch (this) {
      case DECLINED -> "The card was declined.";
      case EMPTY -> "There is too little money.";
      default -> "";
    };
  }

  /// How many messages follow.
  int webhooks() {
    return switch (this) {
      case DOUBLE -> 2;
      case LATE -> 1;
      default -> 0;
    };
  }

  /// How a call about a payment with it is answered.
  ///
  /// @param first whether the call had its effect just now
  Manner manner(boolean authorization, boolean first) {
    return switch (this) {
      case MUTE -> authorization ? Manner.HANG : Manner.ANSWER;
      case BROKEN -> first ? Manner.FAIL : Manner.ANSWER;
      case DROPPED -> first ? Manner.CUT : Manner.ANSWER;
      case FATAL -> first ? Manner.DIE : Manner.ANSWER;
      default -> Manner.ANSWER;
    };
  }
}
