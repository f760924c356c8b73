package io.daybook.cli.verify;

import io.daybook.cli.http.Call;
import java.time.LocalDate;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// All days on which anything can have been sold, taken back or credited.
record SalesRange(LocalDate from, LocalDate to) {

  static SalesRange of(OrderFold orders) {
    // Returns and credits stand on the day on which they were recorded: today at the latest.
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate from = orders.first().isBefore(today) ? orders.first() : today;
    LocalDate to = orders.last().isAfter(today) ? orders.last() : today;
    return new SalesRange(from.minusDays(1), to.plusDays(1));
  }

  JsonNode rows(Views views, String by) {
    ArrayNode rows = JsonMapper.shared().createArrayNode();
    Call first = Call.get("/v1/sales").query("from", from).query("to", to).query("by", by);
    for (Call next = first; next != null; ) {
      JsonNode page = views.ask(next);
      rows.addAll(page.path("rows").values());
      next = page.has("next") ? first.query("cursor", page.path("next").asString()) : null;
    }
    return rows;
  }

  static Amounts sum(JsonNode rows, String column) {
    Amounts sum = new Amounts();
    rows.forEach(row -> sum.add(LogEvent.money(row.path(column).path("amount"))));
    return sum;
  }
}
