package io.daybook.privacy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is looked for when a customer is: values in the forms in which texts have them, without
/// regard to case. Nothing of it may be logged or answered. Immutable.
public final class Needles {

  /// Shorter ones are found everywhere.
  public static final int SHORTEST = 3;

  private final Map<Trace, List<String>> forms = new EnumMap<>(Trace.class);

  /// @param plain values as people write them, of [#SHORTEST] characters at least
  /// @param sealed ciphertexts
  /// @param digests of e-mail addresses
  public Needles(Collection<String> plain, Collection<String> sealed, Collection<String> digests) {
    if (plain.stream().anyMatch(it -> it.strip().length() < SHORTEST)) {
      throw new IllegalArgumentException(
          "A value has fewer than %d characters".formatted(SHORTEST));
    }
    Set<String> all = new LinkedHashSet<>();
    plain.forEach(it -> addForms(it.strip(), all));
    forms.put(Trace.PLAIN, List.copyOf(all));
    forms.put(Trace.SEALED, sealed.stream().map(Needles::lower).distinct().toList());
    forms.put(Trace.DIGEST, digests.stream().map(Needles::lower).distinct().toList());
  }

  /// All forms of one kind, in lower case.
  public List<String> of(Trace trace) {
    return forms.getOrDefault(trace, List.of());
  }

  /// What of it is in `text`.
  public Set<Trace> in(String text) {
    String lower = lower(text);
    Set<Trace> found = EnumSet.noneOf(Trace.class);
    forms.forEach((trace, needles) -> {
      if (needles.stream().anyMatch(lower::contains)) {
        found.add(trace);
      }
    });
    return found;
  }

  /// As it is, in JSON, in JSON without any but ASCII, in an address, and in hexadecimal, which is
  /// how PostgreSQL shows bytes.
  private static void addForms(String value, Set<String> forms) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    for (String form :
        List.of(value, escaped, ascii(escaped), encoded, encoded.replace("+", "%20"), hex(value))) {
      forms.add(lower(form));
    }
    forms.add(hex(lower(value)));
  }

  private static String ascii(String escaped) {
    StringBuilder all = new StringBuilder();
    escaped
        .chars()
        .forEach(it -> {
          if (it < 128) {
            all.append((char) it);
          } else {
            all.append("\\u%04x".formatted(it));
          }
        });
    return all.toString();
  }

  private static String hex(String value) {
    return HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
