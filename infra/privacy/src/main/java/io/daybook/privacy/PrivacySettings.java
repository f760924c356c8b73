package io.daybook.privacy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What protects the customers' keys.
///
/// @param masterKey base64 of 32 bytes, under which customers' keys are kept. The default is for
///   development only: everybody knows it. In production it comes from a secret store.
@ConfigurationProperties("daybook.privacy")
public record PrivacySettings(
    @DefaultValue("ZGF5Ym9vay1kZXZlbG9wbWVudC1tYXN0ZXIta2V5ISE=") String masterKey) {}
