package io.daybook.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacySettingsSpec {

  private static final String AWAY = "jdbc:postgresql://db.example:5432/events";

  @Test
  void the_key_that_everybody_knows_is_warned_of_when_the_database_is_elsewhere() {
    assertThat(new PrivacySettings(PrivacySettings.KNOWN).warning(AWAY))
        .hasValueSatisfying(it -> assertThat(it).contains("daybook.privacy.master-key"));
  }

  @Test
  void a_key_of_ones_own_is_nobody_elses_business() {
    assertThat(new PrivacySettings("bm9ib2R5LWtub3dzLXRoaXMtbWFzdGVyLWtleS15ZXQ=").warning(AWAY))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:5432/events",
        "jdbc:postgresql://localhost/events",
        "jdbc:postgresql://[::1]:5432/events"
      })
  void developers_are_left_in_peace(String url) {
    assertThat(new PrivacySettings(PrivacySettings.KNOWN).warning(url)).isEmpty();
  }
}
