package io.daybook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersSpec {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=0|0",
        "wait=7|7",
        "WAIT = 7|7",
        "respond-async, wait=7|7",
        "wait=7; handling=strict|7",
        "wait=30|30",
        "wait=31|30",
        "wait=999999999|30"
      })
  void a_wait_is_as_long_as_preferred_and_half_a_minute_at_most(String prefer, long seconds) {
    assertThat(Headers.preferredWait(List.of(prefer))).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "wait", "wait=", "wait=soon", "wait=-1", "await=7", "wait=99999999999999"})
  void what_is_not_understood_is_ignored(String prefer) {
    assertThat(Headers.preferredWait(List.of(prefer))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'\"3\"',3", "'\"3-AAAAAAAAAAAAAAAAAAAAA_\"',3", "'\"0--\"',0"})
  void a_condition_names_the_version_that_its_tag_begins_with(String ifMatch, long version) {
    assertThat(Headers.ifMatch(ifMatch)).hasValue(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "W/\"3\"", "\"-3\"", "\"3-\"", "\"AAAA\"", "\"3\", \"4\"", ""})
  void a_tag_that_names_no_version_is_no_condition(String ifMatch) {
    assertThatThrownBy(() -> Headers.ifMatch(ifMatch)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "shop-web", "back.office2"})
  void a_program_has_a_name(String name) {
    assertThat(Headers.clientName(name)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "Jane Doe", "saga checkout", "jane@example.com", "a\nb"})
  void what_is_no_name_of_a_program_is_refused(String name) {
    assertThatThrownBy(() -> Headers.clientName(name)).isInstanceOf(ProblemException.class);
  }

  @Test
  void a_wait_may_be_in_any_of_several_headers() {
    assertThat(Headers.preferredWait(List.of("respond-async", "wait=7")))
        .contains(Duration.ofSeconds(7));
    assertThat(Headers.preferredWait(List.of())).isEmpty();
  }
}
