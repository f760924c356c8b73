package io.daybook.kernel.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.daybook.kernel.Currency;
import io.daybook.ordering.query.Order;
import io.daybook.ordering.query.OrderSummary;
import io.daybook.web.StrictJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// The JSON form of answers: absent values are left out, a currency is its code, and an order's
/// summary lies in the order itself.
public final class QueryJson {

  static final JsonMapper MAPPER =
      StrictJson.mapper()
          .rebuild()
          .addModule(
              new SimpleModule("daybook-query")
                  .addSerializer(Currency.class, ToStringSerializer.instance))
          .addMixIn(Order.class, FlatOrder.class)
          .build();

  private QueryJson() {}

  /// `value` in UTF-8.
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// `value` in one line.
  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Reads what a projection stored.
  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  interface FlatOrder {
    @JsonUnwrapped
    OrderSummary summary();
  }
}
