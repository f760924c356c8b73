package io.daybook.kernel.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// Tells whether two requests ask for the same.
final class Fingerprint {

  private Fingerprint() {}

  /// A digest of method, path, query and body; blanks between the body's tokens don't matter.
  static String of(String method, String path, JsonNode body) {
    MessageDigest digest = sha256();
    digest.update((method + '\n' + path + '\n').getBytes(StandardCharsets.UTF_8));
    digest.update(CommandJson.mapper().writeValueAsBytes(body));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
