package io.daybook.ordering.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.view.QueryJson;
import io.daybook.ordering.query.OrderLine;
import java.util.List;
import java.util.stream.Stream;

/// Reads the lines of a document as the tables keep them: flat, in the document's currency.
final class Lines {

  private Lines() {}

  static List<OrderLine> read(String json, Currency currency) {
    return Stream.of(QueryJson.read(json, Stored[].class)).map(it -> it.line(currency)).toList();
  }

  record Stored(
      int number, String kind, String sku, String description, int units, long unitMinor) {

    private OrderLine line(Currency currency) {
      Money price = Money.of(unitMinor, currency);
      return new OrderLine(number, kind, sku, description, units, price, price.times(units));
    }
  }
}
