package io.daybook.cli.verify;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import tools.jackson.databind.JsonNode;

/// One event as the stream API tells it.
///
/// @param type contract name
record LogEvent(long position, String stream, long version, String type, JsonNode payload) {

  static LogEvent of(JsonNode line) {
    return new LogEvent(
        line.path("position").asLong(),
        line.path("stream").asString(),
        line.path("version").asLong(),
        line.path("type").asString(),
        line.path("payload"));
  }

  String text(String field) {
    return payload.path(field).asString("");
  }

  long number(String field) {
    return payload.path(field).asLong(0);
  }

  Money money(String field) {
    return money(payload.path(field));
  }

  static Money money(JsonNode money) {
    return Money.of(
        money.path("minor").asLong(), new Currency(money.path("currency").asString("GBP")));
  }
}
