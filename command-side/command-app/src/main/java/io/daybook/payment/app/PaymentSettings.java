package io.daybook.payment.app;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How payments and the sandbox provider behave.
///
/// @param webhookSecret base64 key of the provider's signatures; the default is for development
/// @param answerTimeout how long the provider may take for an answer
/// @param lateAfter how late the late answers of the sandbox in this process come
/// @param declineRate share of cards, 0 to 1, that the sandbox in this process declines at random
/// @param silenceRate share of cards, 0 to 1, that the sandbox in this process never answers about
/// @param attempts how often the provider is asked for what fails by itself, before the payment
///   goes into quarantine
/// @param patience how long one payment may hold up others because the provider does not answer,
///   before it goes into quarantine too, where it is tried again by itself
/// @param lanes most payments that the provider is asked about at once
/// @param sandbox which sandbox
@ConfigurationProperties("daybook.payment")
record PaymentSettings(
    @DefaultValue("whsec_ZGF5Ym9vay1kZXZlbG9wbWVudC13ZWJob29rcw==") String webhookSecret,
    @DefaultValue("5s") Duration answerTimeout,
    @DefaultValue("5s") Duration lateAfter,
    @DefaultValue("0") double declineRate,
    @DefaultValue("0") double silenceRate,
    @DefaultValue("3") int attempts,
    @DefaultValue("2s") Duration patience,
    @DefaultValue("32") int lanes,
    @DefaultValue Sandbox sandbox) {

  /// @param url of a sandbox that runs by itself; `none` for one in this process
  /// @param key that the sandbox wants to be shown; the default is for development
  record Sandbox(
      @DefaultValue("none") String url, @DefaultValue("sandbox-development-key") String key) {}
}
