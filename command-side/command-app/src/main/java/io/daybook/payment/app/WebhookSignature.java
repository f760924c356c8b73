package io.daybook.payment.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs and checks messages as Standard Webhooks says. Safe for all threads.
final class WebhookSignature {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final SecretKeySpec key;

  /// @param secret base64, with or without `whsec_` in front
  WebhookSignature(String secret) {
    String base64 = secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret;
    key = new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256");
  }

  /// The value of `webhook-signature`.
  String sign(String id, long timestamp, byte[] body) {
    return "v1," + Base64.getEncoder().encodeToString(digest(id, timestamp, body));
  }

  /// Whether one of `signatures` fits and `timestamp` is not far off.
  boolean fits(String id, long timestamp, byte[] body, String signatures, Instant now) {
    if (Duration.between(Instant.ofEpochSecond(timestamp), now).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    byte[] right = sign(id, timestamp, body).getBytes(StandardCharsets.UTF_8);
    return Stream.of(signatures.split(" ", -1))
        .map(it -> it.getBytes(StandardCharsets.UTF_8))
        .anyMatch(it -> MessageDigest.isEqual(it, right));
  }

  private byte[] digest(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
