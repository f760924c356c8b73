package io.daybook.payment.stripe;

import io.daybook.payment.app.WebhookEndpoint;
import io.daybook.payment.app.WebhookInbox.Outcome;
import io.daybook.web.LimitedBody;
import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Where Stripe tells what became of payments.
@RestController
final class StripeWebhookEndpoint {

  private static final int BODY_LIMIT = 256 * 1024;

  private final @Nullable StripeWebhooks webhooks;

  /// @param webhooks who takes them; null when Stripe is not our provider
  StripeWebhookEndpoint(@Nullable StripeWebhooks webhooks) {
    this.webhooks = webhooks;
  }

  @PostMapping(
      path = "/v1/payments/webhooks/stripe",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Outcome> receive(
      @RequestHeader("Stripe-Signature") String signature, HttpServletRequest request)
      throws IOException {
    if (webhooks == null) {
      throw new ProblemException(
          WebhookEndpoint.PROVIDER_UNKNOWN.saying("Stripe is not the provider here."));
    }
    String body = new String(LimitedBody.read(request, BODY_LIMIT), StandardCharsets.UTF_8);
    return Map.of("outcome", webhooks.take(body, signature));
  }
}
