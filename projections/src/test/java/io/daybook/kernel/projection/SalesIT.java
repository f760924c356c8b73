package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sales are summed from the rows of orders, which know by then how it ended: so a rebuild reads
/// other rows than the first time, and must come to the same.
final class SalesIT {

  private static final String NAME = "projections.ordering.sales";

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void sales_rebuilt_at_the_end_of_the_log_are_what_the_log_adds_up_to(long seed) {
    Random random = new Random(seed);
    var log = LogOf.events(new RandomShop(seed, 7).withOrders(80));
    feed(log, 100);
    List<String> before = sales();
    assertThat(before).isNotEmpty().isEqualTo(new NaiveFold(log).rows("sales"));

    VIEWS.jdbc().sql("truncate sales").update();
    VIEWS
        .jdbc()
        .sql("update projection_position set position = 0 where name = ?")
        .param(NAME)
        .update();
    feed(log, 1 + random.nextInt(60));

    assertThat(sales()).isEqualTo(before);
  }

  private static void feed(List<TrackedEventMessage<?>> log, int batch) {
    ReadModels tables = new ReadModels(VIEWS.pool(), ReadModelsIT.models(), Duration.ZERO);
    for (int from = (int) tables.position(); from < log.size(); from += batch) {
      int to = Math.min(log.size(), from + batch);
      tables.apply(List.copyOf(log.subList(from, to)), to);
    }
  }

  private static List<String> sales() {
    String query = Objects.requireNonNull(NaiveFold.QUERIES.get("sales"));
    return VIEWS.jdbc().sql(query).query(String.class).list().stream().sorted().toList();
  }
}
