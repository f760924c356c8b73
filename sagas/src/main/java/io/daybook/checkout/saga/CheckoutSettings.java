package io.daybook.checkout.saga;

import io.daybook.checkout.process.CheckoutLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a checkout waits, and how much it does at once.
///
/// @param paymentTimeout an order that nobody paid for in this time is rejected
/// @param reservationExpiry stock promised to an order that isn't paid for in this time is given
///   back
/// @param cartIdleTimeout a cart untouched for this long is forgotten
/// @param lookout how often to look whose time is up; a limit passes at most this much too late
/// @param answerTimeout how long to wait for the answer to a command before it is sent again
/// @param attempts how often a reader tries an event at which it fails by itself, before the order
///   or cart goes into quarantine
/// @param patience how long one order's aftercare may hold up others with trouble that should pass,
///   before it goes into quarantine too
/// @param lanes most orders that are worked on at once
@ConfigurationProperties("daybook.checkout")
public record CheckoutSettings(
    @DefaultValue("15m") Duration paymentTimeout,
    @DefaultValue("20m") Duration reservationExpiry,
    @DefaultValue("30d") Duration cartIdleTimeout,
    @DefaultValue("1s") Duration lookout,
    @DefaultValue("30s") Duration answerTimeout,
    @DefaultValue("3") int attempts,
    @DefaultValue("2s") Duration patience,
    @DefaultValue("32") int lanes) {

  CheckoutLimits limits() {
    return new CheckoutLimits(paymentTimeout, reservationExpiry);
  }
}
