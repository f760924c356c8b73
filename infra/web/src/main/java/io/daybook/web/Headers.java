package io.daybook.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The request headers that mean the same everywhere in Daybook, read strictly.
public final class Headers {

  /// Names a request, so that sending it again is harmless.
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /// The last position that a command wrote.
  public static final String CONSISTENCY_TOKEN = "Consistency-Token";

  /// The read models that hold a row of the answer, which is older than its token says.
  public static final String STALE_VIEW = "Stale-View";

  /// What the calling program calls itself.
  public static final String CLIENT_NAME = "Client-Name";

  public static final String PREFER = "Prefer";
  public static final String PREFERENCE_APPLIED = "Preference-Applied";

  /// The longest that anybody may ask us to wait.
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Pattern KEY = Pattern.compile("[!-~]([ -~]{0,198}[!-~])?");
  private static final Pattern CLIENT = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?");
  private static final Pattern VERSION =
      Pattern.compile("\"(\\d{1,18})(?:-[A-Za-z0-9_-]{1,64})?\"");
  private static final Pattern WAIT =
      Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*(\\d{1,9})\\s*(?:[,;]|$)", Pattern.CASE_INSENSITIVE);

  private Headers() {}

  /// The idempotency key; empty when there is none.
  ///
  /// @throws ProblemException when it is not 1 to 200 printable characters
  public static Optional<String> idempotencyKey(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    if (!KEY.matcher(header).matches()) {
      throw ProblemException.ofParameter(
          IDEMPOTENCY_KEY, "must be 1 to 200 printable ASCII characters");
    }
    return Optional.of(header);
  }

  /// What the calling program calls itself; empty when it doesn't say. Nobody has proved it.
  ///
  /// @throws ProblemException when it is not 1 to 40 small letters, digits, dots and hyphens, which
  ///   suit a program and hardly a person
  public static Optional<String> clientName(@Nullable String header) {
    if (header != null && !CLIENT.matcher(header).matches()) {
      throw ProblemException.ofParameter(
          CLIENT_NAME, "must be 1 to 40 small letters, digits, dots and hyphens");
    }
    return Optional.ofNullable(header);
  }

  /// The version that `If-Match` names; empty when there is no header or it is `*`. What follows
  /// the version in a tag of the query API names a representation, which no command depends on.
  ///
  /// @throws ProblemException when it is anything else than one strong version
  public static OptionalLong ifMatch(@Nullable String header) {
    if (header == null || header.equals("*")) {
      return OptionalLong.empty();
    }
    Matcher version = VERSION.matcher(header);
    if (!version.matches()) {
      throw ProblemException.ofParameter(
          "If-Match", "must be one version in quotes, such as \"3\"");
    }
    return OptionalLong.of(Long.parseLong(version.group(1)));
  }

  /// The `ETag` of a version.
  public static String etag(long version) {
    return "\"" + version + "\"";
  }

  /// How long the caller prefers to wait, at most [#LONGEST_WAIT]; empty when it doesn't say.
  ///
  /// @param headers all values of `Prefer`; what is not understood is ignored, as RFC 7240 says
  public static Optional<Duration> preferredWait(List<String> headers) {
    for (String header : headers) {
      Matcher wait = WAIT.matcher(header);
      if (wait.find()) {
        Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return Optional.of(wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT);
      }
    }
    return Optional.empty();
  }
}
