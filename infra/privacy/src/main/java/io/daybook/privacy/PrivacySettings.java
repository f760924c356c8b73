package io.daybook.privacy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What protects the customers' keys.
///
/// @param masterKey base64 of 32 bytes, under which customers' keys are kept. The default is for
///   development only: everybody knows it. In production it comes from a secret store.
@ConfigurationProperties("daybook.privacy")
public record PrivacySettings(@DefaultValue(PrivacySettings.KNOWN) String masterKey) {

  static final String KNOWN = "ZGF5Ym9vay1kZXZlbG9wbWVudC1tYXN0ZXIta2V5ISE=";

  private static final Pattern THIS_MACHINE =
      Pattern.compile("jdbc:postgresql://(localhost|127\\.[0-9.]+|\\[::1])[:/].*");

  /// What an operator has to hear about keys that are kept in a database.
  ///
  /// @param jdbcUrl of the database
  /// @return a sentence; empty when all is well, or it is a developer's own machine
  public Optional<String> warning(String jdbcUrl) {
    return masterKey.equals(KNOWN) && !THIS_MACHINE.matcher(jdbcUrl).matches()
        ? Optional.of(
            "daybook.privacy.master-key is not set: customers' keys are kept under one that"
                + " everybody knows, so that a copy of the database opens everything")
        : Optional.empty();
  }
}
