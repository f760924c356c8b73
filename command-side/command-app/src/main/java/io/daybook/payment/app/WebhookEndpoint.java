package io.daybook.payment.app;

import io.daybook.kernel.app.CommandFailures;
import io.daybook.kernel.app.CommandJson;
import io.daybook.payment.app.WebhookInbox.Outcome;
import io.daybook.web.Contract;
import io.daybook.web.FieldError;
import io.daybook.web.LimitedBody;
import io.daybook.web.ProblemException;
import io.daybook.web.ProblemType;
import io.daybook.web.RequestProblems;
import io.daybook.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where payment providers tell what became of payments.
@RestController
public final class WebhookEndpoint {

  static final JsonMapper JSON =
      CommandJson.mapper()
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public static final ProblemType SIGNATURE_INVALID =
      new ProblemType(
          "payment/signature-invalid",
          401,
          "The signature does not fit the message.",
          "Sign `<webhook-id>.<webhook-timestamp>.<body>` with the shared secret, just now.");

  public static final ProblemType PROVIDER_UNKNOWN =
      new ProblemType(
          "payment/provider-unknown",
          404,
          "There is no such payment provider.",
          "Send to the path that was agreed upon.");

  private static final int BODY_LIMIT = 64 * 1024;

  private final WebhookInbox inbox;
  private final WebhookSignature signature;
  private final Contract contract;
  private final String provider;
  private final Clock clock;

  WebhookEndpoint(
      WebhookInbox inbox,
      WebhookSignature signature,
      Contract contract,
      String provider,
      Clock clock) {
    this.inbox = inbox;
    this.signature = signature;
    this.contract = contract;
    this.provider = provider;
    this.clock = clock;
  }

  @PostMapping(
      path = "/v1/payments/webhooks/{provider}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Outcome> receive(
      @PathVariable("provider") String name,
      @RequestHeader("webhook-id") String id,
      @RequestHeader("webhook-timestamp") String timestamp,
      @RequestHeader("webhook-signature") String signatures,
      HttpServletRequest request)
      throws IOException {
    if (!name.equals(provider)) {
      throw new ProblemException(PROVIDER_UNKNOWN.saying("Nobody is called " + name));
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      throw ProblemException.ofParameter("webhook-timestamp", "must be seconds since 1970");
    }
    if (!id.matches("[!-~]{1,100}")) {
      throw ProblemException.ofParameter("webhook-id", "must be 1 to 100 printable characters");
    }
    byte[] body = LimitedBody.read(request, BODY_LIMIT);
    return Map.of("outcome", receive(id, Long.parseLong(timestamp), body, signatures));
  }

  /// Takes one message.
  ///
  /// @throws ProblemException when its signature or its content is wrong
  Outcome receive(String id, long timestamp, byte[] body, String signatures) {
    if (!signature.fits(id, timestamp, body, signatures, clock.instant())) {
      throw new ProblemException(SIGNATURE_INVALID.saying("No signature fits."));
    }
    PaymentWebhook webhook = webhook(body);
    try {
      return inbox.take(provider, id, webhook, new String(body, StandardCharsets.UTF_8));
    } catch (CompletionException | DataAccessException failed) {
      // A provider sends again what was not taken.
      throw new ProblemException(CommandFailures.problemOf(failed));
    }
  }

  private PaymentWebhook webhook(byte[] body) {
    JsonNode json = StrictJson.parse(body);
    List<FieldError> errors = contract.check("PaymentWebhook", json);
    if (!errors.isEmpty()) {
      throw new ProblemException(
          RequestProblems.INVALID.saying("The message is not as agreed.").withErrors(errors));
    }
    try {
      return JSON.treeToValue(json, PaymentWebhook.class);
    } catch (JacksonException odd) {
      throw new ProblemException(RequestProblems.INVALID.saying(odd.getOriginalMessage()));
    }
  }
}
