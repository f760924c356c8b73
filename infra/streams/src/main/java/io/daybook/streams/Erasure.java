package io.daybook.streams;

import io.daybook.eventstore.LinePage;
import io.daybook.kernel.CustomerId;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import io.daybook.web.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Shows what is erased as such: the personal fields of a forgotten customer are `null`, and a
/// member `erased` beside the payload names those that were there. All other lines stay what they
/// are, to the byte; the log itself is never changed.
///
/// Thread-safe.
final class Erasure {

  private static final byte[] SEALED = "\"ciphertext\"".getBytes(StandardCharsets.US_ASCII);
  private static final int[] SKIP = skips();
  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\": ?\\{\"ciphertext\": ?\"[A-Za-z0-9+/=]*\"}");
  private static final Map<String, Set<String>> PERSONAL =
      EventCatalogue.types().stream()
          .collect(Collectors.toMap(EventType::name, it -> Set.copyOf(it.personalFields())));

  private final Function<Set<CustomerId>, Set<CustomerId>> forgotten;

  /// @param forgotten those of some customers who are
  Erasure(Function<Set<CustomerId>, Set<CustomerId>> forgotten) {
    this.forgotten = forgotten;
  }

  /// @param vault null where nobody is ever forgotten
  static Erasure by(@Nullable PersonalDataVault vault) {
    return new Erasure(vault == null ? _ -> Set.of() : vault::forgotten);
  }

  /// The same page without what is erased.
  LinePage of(LinePage page) {
    int next = indexOfSealed(page.bytes(), 0, page.length());
    if (next < 0) {
      return page;
    }
    Map<Integer, CustomerId> lines = new LinkedHashMap<>();
    for (int begin = 0; begin < page.length() && next >= 0; ) {
      int end = page.endOfLine(begin);
      if (next < end) {
        @Nullable CustomerId customer = customerOf(text(page, begin, end));
        if (customer != null) {
          lines.put(begin, customer);
        }
        next = indexOfSealed(page.bytes(), end, page.length());
      }
      begin = end;
    }
    Set<CustomerId> gone = lines.isEmpty() ? Set.of() : forgotten.apply(Set.copyOf(lines.values()));
    lines.values().removeIf(it -> !gone.contains(it));
    return lines.isEmpty() ? page : without(page, lines.keySet());
  }

  private static LinePage without(LinePage page, Set<Integer> erased) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(page.length());
    int begin = 0;
    while (begin < page.length()) {
      int end = page.endOfLine(begin);
      if (erased.contains(begin)) {
        all.writeBytes(without(text(page, begin, end)).getBytes(StandardCharsets.UTF_8));
      } else {
        all.write(page.bytes(), begin, end - begin);
      }
      begin = end;
    }
    return new LinePage(page.after(), page.last(), page.count(), all.toByteArray(), all.size());
  }

  /// Quotes within a text have a backslash before them, so what looks like a field is one.
  private static String without(String line) {
    List<String> names = new ArrayList<>();
    String shown =
        FIELD
            .matcher(line)
            .replaceAll(it -> {
              names.add("\"" + it.group(1) + "\"");
              return "\"" + it.group(1) + "\": null";
            });
    return shown.substring(0, shown.length() - "}\n".length())
        + ",\"erased\":[%s]}\n".formatted(String.join(",", names));
  }

  private static @Nullable CustomerId customerOf(String line) {
    JsonNode event = StrictJson.mapper().readTree(line);
    boolean personal = !PERSONAL.getOrDefault(event.path("type").asString(), Set.of()).isEmpty();
    String id = event.at("/payload/customerId").asString("");
    return personal && !id.isEmpty() ? new CustomerId(id) : null;
  }

  private static String text(LinePage page, int begin, int end) {
    return new String(page.bytes(), begin, end - begin, StandardCharsets.UTF_8);
  }

  /// Horspool's search: almost all pages have none, and are to be passed on quickly.
  private static int indexOfSealed(byte[] bytes, int from, int to) {
    int last = SEALED.length - 1;
    for (int i = from + last; i < to; i += SKIP[bytes[i] & 0xff]) {
      if (Arrays.equals(bytes, i - last, i + 1, SEALED, 0, SEALED.length)) {
        return i - last;
      }
    }
    return -1;
  }

  private static int[] skips() {
    int[] skips = new int[256];
    Arrays.fill(skips, SEALED.length);
    for (int i = 0; i < SEALED.length - 1; i++) {
      skips[SEALED[i]] = SEALED.length - 1 - i;
    }
    return skips;
  }
}
