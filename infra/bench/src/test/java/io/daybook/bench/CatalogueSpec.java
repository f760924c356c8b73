package io.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueSpec {

  @Test
  void a_name_is_its_own_benchmark_and_no_other() {
    assertThat(Catalogue.named("rebuild")).extracting(Benchmark::name).containsExactly("rebuild");
  }

  @Test
  void the_beginning_of_names_is_all_of_them() {
    assertThat(Catalogue.named("event-store"))
        .extracting(Benchmark::name)
        .contains("event-store-create", "event-store-nodes")
        .allMatch(it -> it.startsWith("event-store-"));
    assertThat(Catalogue.named("all")).isEqualTo(Catalogue.ALL);
    assertThat(Catalogue.named("rebuil")).isEmpty();
  }
}
