package io.daybook.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM under one key. The nonce is a digest of the plain text under the same key, so that
/// sealing one text twice gives one ciphertext (a repeated command stays a repetition), and no
/// nonce ever serves two texts. Safe for all threads.
final class FieldCipher {

  /// Length of a key, in bytes.
  static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec encryption;
  private final SecretKeySpec digest;

  FieldCipher(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("A key has %d bytes".formatted(KEY_BYTES));
    }
    this.encryption = new SecretKeySpec(derived(key, "encryption"), "AES");
    this.digest = new SecretKeySpec(derived(key, "digest"), "HmacSHA256");
  }

  /// Nonce and ciphertext.
  ///
  /// @param context what it belongs to; it opens in the same context only
  byte[] seal(byte[] plain, String context) {
    byte[] nonce = Arrays.copyOf(hmac(digest, plain), NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      byte[] sealed = cipher.doFinal(plain);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The reverse of [#seal]; empty when it was sealed under another key or in another context.
  Optional<byte[]> open(byte[] sealed, String context) {
    if (sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), context);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A digest of `text` that only the holder of the key can make.
  byte[] digest(String text) {
    return hmac(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] derived(byte[] key, String purpose) {
    return hmac(new SecretKeySpec(key, "HmacSHA256"), purpose.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
