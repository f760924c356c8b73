package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.LogPages.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogPagesSpec {

  private static final int LOG = 100;

  @Test
  void pages_of_large_events_have_fewer_of_them() throws Exception {
    List<Integer> sizes = sizes("x".repeat(1_000_000));

    assertThat(sizes).hasSizeBetween(6, 8).allMatch(it -> it <= 16);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(LOG);
  }

  @Test
  void pages_of_usual_events_are_full() throws Exception {
    assertThat(sizes("a mug")).containsExactly(60, 40);
  }

  private static List<Integer> sizes(String description) throws InterruptedException {
    List<DomainEvent> events =
        IntStream.range(0, LOG)
            .<DomainEvent>mapToObj(it ->
                new ProductListed(
                    new Sku("sku-" + it), "Mug", description, "Zoo", Money.of(1, Currency.GBP)))
            .toList();
    List<Integer> sizes = new ArrayList<>();
    try (LogPages pages =
        new LogPages(
            new ListedLog(LogOf.events(events)), Set.of(ProductEvent.STREAM_TYPE), 0, LOG, 60)) {
      for (Page page = pages.next(); page != null; page = pages.next()) {
        sizes.add(page.messages().size());
      }
    }
    return sizes;
  }
}
