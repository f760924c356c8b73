package io.daybook.kernel.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.query.Tally;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts and sums in one currency, by the name of their column; what is null counts as nothing.
record Sums(Map<String, Object> row) {

  static List<Sums> of(JdbcClient views, String sql) {
    return views.sql(sql).query().listOfRows().stream().map(Sums::new).toList();
  }

  static Tally tally(List<Sums> sums, String count, String amount) {
    return new Tally(
        sums.stream().mapToLong(it -> it.number(count)).sum(),
        sums.stream()
            .filter(it -> it.number(count) > 0)
            .map(it -> Money.of(it.number(amount), it.currency()))
            .toList());
  }

  private long number(String column) {
    return row.get(column) instanceof Number number ? number.longValue() : 0;
  }

  private Currency currency() {
    return new Currency(String.valueOf(row.get("currency")));
  }
}
