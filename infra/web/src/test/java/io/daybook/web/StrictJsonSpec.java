package io.daybook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonSpec {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1}{",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "nul",
        "\u0000",
        "[NaN]"
      })
  void what_is_not_one_json_value_is_a_problem(String body) {
    assertThatThrownBy(() -> StrictJson.parse(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ProblemException.class, it -> assertThat(it.problem().status()).isEqualTo(400));
  }

  @Test
  void a_body_nested_without_end_is_a_problem() {
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> StrictJson.parse(deep)).isInstanceOf(ProblemException.class);
  }
}
