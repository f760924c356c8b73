package io.daybook.kernel.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Names content in 22 characters that may stand in a header or a URI.
final class Digest {

  private static final int BYTES = 16;

  private Digest() {}

  static String of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  static String of(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
