package io.daybook.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Pages for people, with a `Content-Security-Policy` that lets them do what they bring along and
/// nothing else.
public final class Html {

  private static final String POLICY = "Content-Security-Policy";

  private Html() {}

  /// An answer with a page of ours. What stands in its own `script` and `style` elements, which
  /// must have no attributes, is allowed by its hash; files come from here only.
  public static ResponseEntity<String> page(String html) {
    return page(html, "");
  }

  /// @param more directives, each with a semicolon before it
  static ResponseEntity<String> page(String html, String more) {
    return ResponseEntity.ok()
        .header(
            POLICY,
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " connect-src 'self'; img-src 'self' data:; script-src 'self'%s; style-src 'self'%s%s"
                    .formatted(hashes("script", html), hashes("style", html), more))
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(html);
  }

  private static String hashes(String element, String html) {
    return Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element), Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(it -> " 'sha256-%s'".formatted(sha256(it.group(1))))
        .collect(Collectors.joining());
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
