package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DatabindException;

class EventJsonSpec {

  private static final PriceChanged EVENT =
      new PriceChanged(new Sku("85123A"), Money.of(295, Currency.GBP), Money.of(255, Currency.GBP));

  @Test
  void identifiers_are_plain_strings_and_money_is_minor_units() {
    assertThat(EventJson.mapper().writeValueAsString(EVENT))
        .isEqualTo(
            """
            {"sku":"85123A","price":{"minor":295,"currency":"GBP"},\
            "previous":{"minor":255,"currency":"GBP"}}\
            """);
  }

  @Test
  void what_was_written_is_read_back() {
    String json = EventJson.mapper().writeValueAsString(EVENT);

    assertThat(EventJson.mapper().readValue(json, PriceChanged.class)).isEqualTo(EVENT);
  }

  @Test
  void a_field_that_is_not_known_is_ignored() {
    assertThat(
            EventJson.mapper()
                .readValue("{\"minor\":1,\"currency\":\"GBP\",\"new\":2}", Money.class))
        .isEqualTo(Money.of(1, Currency.GBP));
  }

  @Test
  void an_identifier_outside_the_alphabet_is_not_read() {
    assertThatThrownBy(() -> EventJson.mapper().readValue("\"a/b\"", Sku.class))
        .isInstanceOf(DatabindException.class);
  }

  @Test
  void events_are_stored_under_their_contract_name() {
    EventSerializer serializer = EventSerializer.ofAllEvents();

    SerializedObject<String> stored = serializer.serialize(EVENT, String.class);

    assertThat(stored.getType().getName()).isEqualTo("catalog.price-changed");
    assertThat(stored.getType().getRevision()).isEqualTo("1");
    assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(EVENT);
  }
}
