package io.daybook.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierSpec {

  @ParameterizedTest
  @ValueSource(strings = {"85123A", "85123a", "gift_0001_20", "BANK CHARGES", "m", "#", "a.b-c:d"})
  void natural_keys_of_other_systems_are_identifiers(String value) {
    assertThat(new Sku(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a/b", "a\tb", "a\n", "é", "\u0000"})
  void what_a_stream_id_or_a_line_of_text_can_not_hold_is_none(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sku(value));
  }

  @Test
  void an_identifier_has_sixty_four_characters_at_most() {
    assertThat(new OrderId("x".repeat(64)).value()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new OrderId("x".repeat(65)));
  }

  @Test
  void a_refund_can_be_named_after_the_longest_cause() {
    OrderId longest = new OrderId("x".repeat(64));

    assertThat(RefundId.of("void", longest)).hasToString("void-" + longest);
  }

  @Test
  void a_stream_id_is_read_back() {
    StreamId stream = StreamId.of("stock-item", new Sku("85123A"));

    assertThat(stream).hasToString("stock-item/85123A");
    assertThat(StreamId.parse("stock-item/85123A")).isEqualTo(stream);
    assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse("85123A"));
  }
}
