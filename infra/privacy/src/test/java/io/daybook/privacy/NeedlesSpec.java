package io.daybook.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedlesSpec {

  private final Needles needles =
      new Needles(List.of("Zoë \"Z\" Ärmel"), List.of("c2VhbGVk+/=="), List.of("0123abcd"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to Zoë \"Z\" Ärmel, 4 High Street",
        "ZOË \"Z\" ÄRMEL",
        "{\"name\": \"Zoë \\\"Z\\\" Ärmel\"}",
        "{\"name\": \"Zo\\u00EB \\\"Z\\\" \\u00c4rmel\"}",
        "q=Zo%C3%AB+%22Z%22+%C3%84rmel&page=2",
        "/Zo%C3%AB%20%22Z%22%20%C3%84rmel",
        "\\x005a6fc3ab20225a2220c384726d656c00"
      })
  void a_value_is_found_in_every_form_that_texts_have(String text) {
    assertThat(needles.in(text)).containsExactly(Trace.PLAIN);
  }

  @Test
  void ciphertext_and_digests_are_told_from_what_can_be_read() {
    assertThat(needles.in("{\"ciphertext\":\"c2VhbGVk+/==\"}")).containsExactly(Trace.SEALED);
    assertThat(needles.in("customer-email 0123ABCD")).containsExactly(Trace.DIGEST);
    assertThat(needles.in("Zoe Z Armel")).isEmpty();
  }

  @Test
  void what_is_in_every_text_is_refused_without_being_repeated() {
    assertThatThrownBy(() -> new Needles(List.of(" Li "), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("Li");
  }

  @Test
  void finds_are_summed_up_by_place_and_name_the_first_of_them() {
    Finds finds = new Finds(needles, _ -> {});
    for (int i = 0; i < 7; i++) {
      finds.look("table", "row " + i, "zoë \"z\" ärmel");
    }
    finds.look("table", "row 8", "somebody else");

    assertThat(finds.items()).isEqualTo(8);
    assertThat(finds.all())
        .containsExactly(
            new Finds.Find(
                Trace.PLAIN, "table", 7, List.of("row 0", "row 1", "row 2", "row 3", "row 4")));
  }
}
