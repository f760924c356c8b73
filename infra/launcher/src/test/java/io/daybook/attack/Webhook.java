package io.daybook.attack;

import io.daybook.cli.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the payment provider tells, signed with the secret for development.
final class Webhook {

  private static final byte[] SECRET =
      "daybook-development-webhooks".getBytes(StandardCharsets.UTF_8);

  private Webhook() {}

  static Call authorized(String order, long minor) {
    return signed(
        """
        {"type":"payment.authorized","data":{"orderId":"%s","providerReference":"hook",\
        "amount":{"minor":%d,"currency":"GBP"}}}\
        """
            .formatted(order, minor));
  }

  static Call declined(String order) {
    return signed(
        """
        {"type":"payment.declined","data":{"orderId":"%s","reason":"no funds"}}\
        """
            .formatted(order));
  }

  /// As the Standard Webhooks specification says, written apart from the code under test.
  private static Call signed(String body) {
    String id = OpenShop.key();
    long at = Instant.now().getEpochSecond();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      byte[] digest =
          mac.doFinal("%s.%d.%s".formatted(id, at, body).getBytes(StandardCharsets.UTF_8));
      return Call.of("POST", "/v1/payments/webhooks/{provider}", "sandbox")
          .json(body)
          .header("webhook-id", id)
          .header("webhook-timestamp", String.valueOf(at))
          .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(digest));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
