package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerSpec {

  @Test
  void another_body_has_another_tag_which_begins_with_the_version() {
    Answer one = Answer.of(Map.of("name", "Mug"), 7);
    Answer other = Answer.of(Map.of("name", "Cup"), 7);

    assertThat(one.etag()).matches("\"7-[A-Za-z0-9_-]{22}\"").isNotEqualTo(other.etag());
    assertThat(Answer.of(Map.of("name", "Mug"), 7).etag()).isEqualTo(one.etag());
  }

  @Test
  void what_another_process_reads_is_what_was_kept() {
    for (Answer answer :
        List.of(
            Answer.of(Map.of("name", "A\nB"), 7),
            Answer.digested(List.of(1)),
            Answer.saying(List.of(1), List.of(1, 2)))) {
      Answer read = Objects.requireNonNull(Answer.ofEntry(answer.toEntry()));
      assertThat(read.etag()).isEqualTo(answer.etag());
      assertThat(read.json()).isEqualTo(answer.json());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "\n", "7\n{}", "\"7\"\n{}", "\"7-short\"\n{}"})
  void what_somebody_else_has_put_there_is_no_answer(String foreign) {
    assertThat(Answer.ofEntry(foreign.getBytes(StandardCharsets.UTF_8))).isNull();
  }
}
