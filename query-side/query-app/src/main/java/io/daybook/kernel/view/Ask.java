package io.daybook.kernel.view;

import io.daybook.kernel.Identifier;
import io.daybook.kernel.query.Moment;
import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A question as it came in, read strictly: whatever is not as the contract says ends in a
/// [ProblemException] that names the parameter.
public final class Ask {

  private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  static final String CURSOR = "cursor";
  static final String AS_OF = "asOf";
  static final String OFFSET = "offset";
  private static final int LONGEST_VALUE = 500;
  private static final int LONGEST_CURSOR = 4_000;

  private final HttpServletRequest request;

  private Ask(HttpServletRequest request) {
    this.request = request;
  }

  /// Reads `request`.
  ///
  /// @param parameters names of all query parameters that the contract knows here
  public static Ask of(HttpServletRequest request, String... parameters) {
    Set<String> known = Set.of(parameters);
    for (Map.Entry<String, String[]> given : request.getParameterMap().entrySet()) {
      if (!known.contains(given.getKey())) {
        throw ProblemException.ofParameter(printable(given.getKey()), "is not known here");
      }
      for (String value : given.getValue()) {
        int longest = given.getKey().equals(CURSOR) ? LONGEST_CURSOR : LONGEST_VALUE;
        if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
          throw ProblemException.ofParameter(
              given.getKey(), "must be at most %d printable characters".formatted(longest));
        }
      }
    }
    return new Ask(request);
  }

  /// The position that the answer must include; 0 when none is asked for.
  public long token() {
    List<String> headers = Collections.list(request.getHeaders(Headers.CONSISTENCY_TOKEN));
    if (headers.size() > 1) {
      throw ProblemException.ofParameter(Headers.CONSISTENCY_TOKEN, "must come once");
    }
    return headers.isEmpty()
        ? 0
        : whole(Headers.CONSISTENCY_TOKEN, headers.getFirst(), 0, Long.MAX_VALUE);
  }

  /// The last state of a stream that the client has had.
  LiveMark lastEventId() {
    String header = request.getHeader(LAST_EVENT_ID);
    try {
      return header == null ? LiveMark.NONE : LiveMark.parse(header);
    } catch (IllegalArgumentException _) {
      throw ProblemException.ofParameter(LAST_EVENT_ID, "must be the id of an event");
    }
  }

  /// How long to wait for that position.
  public Duration patience() {
    return Headers.preferredWait(Collections.list(request.getHeaders(Headers.PREFER)))
        .orElse(USUAL_WAIT);
  }

  /// Whether the client has the representation that `etag` names: by the weak comparison, as RFC
  /// 9110 has it for `If-None-Match`.
  public boolean has(String etag) {
    return Collections.list(request.getHeaders("If-None-Match")).stream()
        .flatMap(header -> Stream.of(header.split(",")))
        .map(String::strip)
        .anyMatch(it -> it.equals("*") || opaque(it).equals(opaque(etag)));
  }

  private static String opaque(String etag) {
    return etag.startsWith("W/") ? etag.substring(2) : etag;
  }

  /// A text of at most `longest` characters; empty when it is absent or blank.
  public Optional<String> text(String name, int longest) {
    Optional<String> value = one(name).map(String::strip).filter(it -> !it.isEmpty());
    value.ifPresent(it -> atMost(name, it, longest));
    return value;
  }

  /// All values of a parameter that may come several times.
  public List<String> texts(String name, int most, int longest) {
    String[] values = request.getParameterValues(name);
    if (values == null) {
      return List.of();
    }
    if (values.length > most) {
      throw ProblemException.ofParameter(name, "must come at most %d times".formatted(most));
    }
    List<String> texts = List.of(values);
    texts.forEach(it -> atMost(name, it, longest));
    return texts;
  }

  /// An identifier; empty when absent.
  public Optional<String> identifier(String name) {
    Optional<String> value = one(name);
    value.ifPresent(it -> identifier(name, it));
    return value;
  }

  /// Checks an identifier from the path.
  ///
  /// @return `value`
  public static String identifier(String name, String value) {
    try {
      return Identifier.checked(value);
    } catch (IllegalArgumentException _) {
      throw ProblemException.ofParameter(name, "must be 1 to 64 printable characters without '/'");
    }
  }

  /// A whole number within bounds; empty when absent.
  public OptionalLong whole(String name, long least, long most) {
    Optional<String> value = one(name);
    return value.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(whole(name, value.get(), least, most));
  }

  /// The size of a page.
  public int limit(int usual, int most) {
    return (int) whole("limit", 1, most).orElse(usual);
  }

  /// One of the words that the contract knows; empty when absent.
  public Optional<String> word(String name, String... words) {
    Optional<String> value = one(name);
    if (value.isPresent() && !Arrays.asList(words).contains(value.get())) {
      throw ProblemException.ofParameter(name, "must be one of " + String.join(", ", words));
    }
    return value;
  }

  /// True or false; empty when absent.
  public Optional<Boolean> flag(String name) {
    return word(name, "true", "false").map(Boolean::valueOf);
  }

  /// A day that must be there.
  public LocalDate day(String name) {
    String value = one(name).orElseThrow(() -> ProblemException.ofParameter(name, "is missing"));
    try {
      LocalDate day = LocalDate.parse(value);
      if (day.getYear() < 1 || day.getYear() > 9999) {
        throw ProblemException.ofParameter(name, "must be in the years 0001 to 9999");
      }
      return day;
    } catch (DateTimeParseException _) {
      throw ProblemException.ofParameter(name, "must be a day such as 2010-12-01");
    }
  }

  /// The moment of the past that is asked about: a position, or an instant; empty when it is now.
  public Optional<Moment> asOf() {
    return one(AS_OF)
        .map(text -> {
          try {
            if (!text.isEmpty() && text.chars().allMatch(it -> it >= '0' && it <= '9')) {
              return Moment.after(Math.min(Long.parseLong(text), Long.MAX_VALUE - 1));
            }
            return Moment.until(OffsetDateTime.parse(text).toInstant());
          } catch (NumberFormatException | DateTimeParseException _) {
            throw ProblemException.ofParameter(
                AS_OF, "must be a position, or an instant such as 2010-12-01T08:26:00Z");
          }
        });
  }

  /// Where the last page ended; empty on the first.
  public Optional<Cursor> cursor() {
    return one(CURSOR).map(Cursor::parse);
  }

  /// This question again with another value of one parameter, as a relative reference.
  String with(String name, String value) {
    String others =
        request.getParameterMap().entrySet().stream()
            .filter(it -> !it.getKey().equals(name))
            .flatMap(it -> Stream.of(it.getValue()).map(other -> pair(it.getKey(), other)))
            .collect(Collectors.joining("&"));
    String last = pair(name, value);
    return request.getRequestURI() + "?" + (others.isEmpty() ? last : others + "&" + last);
  }

  private Optional<String> one(String name) {
    @Nullable String[] values = request.getParameterValues(name);
    if (values != null && values.length > 1) {
      throw ProblemException.ofParameter(name, "must come once");
    }
    return values == null ? Optional.empty() : Optional.ofNullable(values[0]);
  }

  private static long whole(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The same answer as for a number that is out of bounds.
    }
    throw ProblemException.ofParameter(
        name, "must be a whole number from %d to %d".formatted(least, most));
  }

  private static void atMost(String name, String value, int longest) {
    if (value.length() > longest) {
      throw ProblemException.ofParameter(
          name, "must have at most %d characters".formatted(longest));
    }
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String printable(String name) {
    return name.length() > 64 ? name.substring(0, 64) : name;
  }
}
