package io.daybook.payment.app;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How payments and the built-in sandbox provider behave.
///
/// @param webhookSecret base64 key of the provider's signatures; the default is for development
/// @param lateAfter how late the sandbox's late answers come
/// @param declineRate share of cards, 0 to 1, that the sandbox declines at random
/// @param silenceRate share of cards, 0 to 1, that the sandbox never answers about
/// @param attempts how often the provider is asked for what fails by itself, before the payment
///   goes into quarantine
/// @param patience how long one payment may hold up others because the provider does not answer,
///   before it goes into quarantine too
/// @param lanes most payments that the provider is asked about at once
@ConfigurationProperties("daybook.payment")
record PaymentSettings(
    @DefaultValue("whsec_ZGF5Ym9vay1kZXZlbG9wbWVudC13ZWJob29rcw==") String webhookSecret,
    @DefaultValue("5s") Duration lateAfter,
    @DefaultValue("0") double declineRate,
    @DefaultValue("0") double silenceRate,
    @DefaultValue("3") int attempts,
    @DefaultValue("1m") Duration patience,
    @DefaultValue("32") int lanes) {}
