package io.daybook.streams;

import io.daybook.eventstore.LineFilter;
import io.daybook.eventstore.LogEventStore;
import io.daybook.schema.EventCatalogue.EventType;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Which part of the log somebody asks for.
///
/// @param after the last position before it
/// @param until where it ends, at the latest
/// @param limit the most events
/// @param follow whether to wait for what isn't written yet
record Question(long after, long until, long limit, LineFilter filter, boolean follow) {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST_AGGREGATE = 200;

  /// Whether no event of the range is left out.
  boolean isWhole() {
    return filter.types().isEmpty() && filter.stream() == null;
  }

  static Question of(HttpServletRequest request, String stream, LogEventStore log) {
    Parameters parameters =
        new Parameters(request, "from", "until", "limit", "types", "aggregate", "follow");
    LineFilter filter =
        new LineFilter(
            types(stream, parameters.many("types")),
            parameters.one("aggregate").map(Question::aggregate).orElse(null));
    long after =
        parameters
            .one("from")
            .map(it -> place("from", it, 1, log.lines()::before, position -> position - 1))
            .orElse(0L);
    long until =
        parameters
            .one("until")
            .map(it -> place("until", it, 0, log.lines()::before, position -> position))
            .orElse(Long.MAX_VALUE);
    long limit = parameters.one("limit").map(it -> position("limit", it, 1)).orElse(Long.MAX_VALUE);
    @Nullable String seen = request.getHeader(LAST_EVENT_ID);
    if (seen != null && !seen.isEmpty()) {
      after = position(LAST_EVENT_ID, seen, 0);
    }
    long head = log.head();
    if (after > head) {
      throw ProblemException.ofParameter(
          seen == null ? "from" : LAST_EVENT_ID,
          "lies beyond the next position, since the log ends at " + head);
    }
    return new Question(after, until, limit, filter, parameters.flag("follow"));
  }

  /// The types that the stream is narrowed to; none for everything there is.
  private static Set<String> types(String stream, Collection<String> wanted) {
    List<String> there =
        StreamNames.typesOf(stream)
            .orElseThrow(() ->
                new ProblemException(RequestProblems.NOT_FOUND.saying("There is no such stream.")))
            .stream()
            .map(EventType::name)
            .toList();
    for (String type : wanted) {
      if (!there.contains(type)) {
        throw ProblemException.ofParameter(
            "types", "must be names of events of this stream, as the catalogue has them");
      }
    }
    if (!wanted.isEmpty()) {
      return new LinkedHashSet<>(wanted);
    }
    return stream.equals(StreamNames.ALL) ? Set.of() : Set.copyOf(there);
  }

  private static String aggregate(String name) {
    if (name.isEmpty() || name.length() > LONGEST_AGGREGATE) {
      throw ProblemException.ofParameter("aggregate", "must be 1 to 200 characters");
    }
    return name;
  }

  private static long place(
      String name,
      String value,
      long least,
      ToLongFunction<Instant> before,
      ToLongFunction<Long> ofPosition) {
    if (value.isEmpty() || value.chars().allMatch(it -> it >= '0' && it <= '9')) {
      return ofPosition.applyAsLong(position(name, value, least));
    }
    try {
      Instant instant = Instant.parse(value);
      if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
        throw new DateTimeException(value);
      }
      return before.applyAsLong(instant);
    } catch (DateTimeParseException _) {
      throw ProblemException.ofParameter(
          name, "must be a position, or an instant such as 2010-12-01T08:26:00Z");
    } catch (DateTimeException _) {
      throw ProblemException.ofParameter(name, "must be in the years 0001 to 9999");
    }
  }

  private static long position(String name, String value, long least) {
    try {
      long position = Long.parseLong(value);
      if (position >= least && value.charAt(0) != '+') {
        return position;
      }
    } catch (NumberFormatException _) {
      // The same answer as for a number that is too small.
    }
    throw ProblemException.ofParameter(name, "must be a whole number, at least " + least);
  }
}
