package io.daybook.payment.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import io.daybook.kernel.OrderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// How Stripe is asked for what must happen once.
///
/// Stripe keeps the answer to a key for a day or more, a failure of its own too, and then forgets
/// it. So a key alone neither lets a call succeed after a failure that was kept, nor guards it for
/// ever; in both cases we look at what Stripe has before we go on.
final class StripeCalls {

  private static final int CONFLICT = 409;
  private static final int SERVER_ERRORS = 500;

  private StripeCalls() {}

  /// Something that is done at Stripe.
  @FunctionalInterface
  interface Call<T> {
    T under(RequestOptions options) throws StripeException;
  }

  /// A look at whether it was done already.
  @FunctionalInterface
  interface Look<T> {
    Optional<T> look() throws StripeException;
  }

  /// Does it under `key`, or finds it done.
  static <T> T once(String key, Call<T> call, Look<T> look) throws StripeException {
    try {
      return call.under(options(key));
    } catch (InvalidRequestException refused) {
      return look.look().orElseThrow(() -> refused);
    } catch (ApiException failed) {
      if (!isReplayed(failed)) {
        throw failed;
      }
      Optional<T> done = look.look();
      return done.isPresent() ? done.get() : call.under(options(key + "/again"));
    }
  }

  /// What the reader of the log is told: an [UncheckedIOException] about what passes by itself, an
  /// [IllegalStateException] about what Stripe refuses for good.
  ///
  /// A wrong secret key is nobody's payment's mistake: all of them wait until it is mended.
  static RuntimeException failure(String wish, OrderId order, StripeException failed) {
    String said = "Stripe did not %s for order %s: %s".formatted(wish, order, failed.getMessage());
    boolean passes =
        switch (failed) {
          case ApiConnectionException _, RateLimitException _, AuthenticationException _ -> true;
          case ApiException it -> isBusyOrBroken(it) && !isReplayed(it);
          default -> false;
        };
    return passes
        ? new UncheckedIOException(new IOException(said, failed))
        : new IllegalStateException(said, failed);
  }

  private static RequestOptions options(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }

  private static boolean isBusyOrBroken(ApiException failed) {
    return failed.getStatusCode() == CONFLICT || failed.getStatusCode() >= SERVER_ERRORS;
  }

  private static boolean isReplayed(ApiException failed) {
    StripeError error = failed.getStripeError();
    StripeResponse response = error == null ? null : error.getLastResponse();
    return failed.getStatusCode() >= SERVER_ERRORS
        && response != null
        && response.headers().firstValue("Idempotent-Replayed").isPresent();
  }
}
