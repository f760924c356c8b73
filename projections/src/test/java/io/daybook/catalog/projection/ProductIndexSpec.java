package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.catalog.projection.ProductDocument.Versioned;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ProductIndexSpec {

  @Test
  void documents_that_are_long_are_sent_in_several_requests_in_order() {
    List<Versioned> documents =
        Stream.of(4_000_000, 5_000_000, 2_000_000, 20_000_000, 10, 20)
            .map(ProductIndexSpec::document)
            .toList();

    List<List<Versioned>> parts = ProductIndex.parts(documents);

    assertThat(parts.stream().map(List::size)).containsExactly(2, 1, 1, 2);
    assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(documents);
  }

  @Test
  void documents_that_are_short_are_sent_in_one_request() {
    assertThat(ProductIndex.parts(List.of(document(10), document(20)))).hasSize(1);
    assertThat(ProductIndex.parts(List.of())).isEmpty();
  }

  private static Versioned document(int length) {
    return new Versioned(
        new ProductDocument("sku", "name", "x".repeat(length), "", 1, "GBP", true, true), 1);
  }
}
