package io.daybook.kernel.view;

import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.query.Past;
import io.daybook.kernel.query.Then;
import io.daybook.web.Headers;
import io.daybook.web.Problem;
import io.daybook.web.ProblemException;
import io.daybook.web.ProblemType;
import io.daybook.web.RequestProblems;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Answers questions about the past. What was answered about a position never changes; what was
/// answered about an instant may, since events of that instant may still be on their way.
public final class TimeTravel {

  /// The moment asked for has not come.
  public static final ProblemType NOT_YET =
      new ProblemType(
          "request/moment-not-yet",
          400,
          "The moment lies beyond the end of the log.",
          "Ask as of a position that was told already, or of an instant that has passed.");

  /// Only the process that has the log can look back, and another one never will.
  static final ProblemType NOT_HERE =
      new ProblemType(
          "service/no-past-here",
          501,
          "This process has no log, and can't look back.",
          "Ask a process that has the log; asking again here does not help.");

  /// At once in one process: each holds a connection to the views.
  static final int MOST_AT_ONCE = 4;

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final ObjectProvider<Past> past;
  private final Clock clock;
  private final Turns turns = new Turns("questions about the past are asked", MOST_AT_ONCE);
  private final Progress log = new Progress(() -> past().head());

  TimeTravel(ObjectProvider<Past> past, Clock clock) {
    this.past = past;
    this.clock = clock;
  }

  /// A kind of thing that has a past.
  ///
  /// @param name such as `order`
  /// @param models whose tables are read
  /// @param streamTypes of the streams with its id, that of its own first
  /// @param keeping of what can't change any more
  /// @param find the thing in tables
  public record Kind(
      String name,
      Set<String> models,
      List<String> streamTypes,
      Keeping keeping,
      BiFunction<JdbcClient, String, Optional<Answer>> find) {

    private List<String> streams(String id) {
      return streamTypes.stream().map(type -> type + "/" + id).toList();
    }
  }

  /// A thing as it was at a moment.
  public ResponseEntity<byte[]> asOf(Moment moment, Ask ask, Kind kind, String id) {
    Past past = past();
    log.await(ask);
    Problem notYet = NOT_YET.saying("The log doesn't reach that moment yet.");
    if (moment.isFixed() ? moment.position() > past.head() : moment.at().isAfter(clock.instant())) {
      throw new ProblemException(notYet);
    }
    Then<Optional<Answer>> then =
        turns.take(
            ask.patience(),
            () ->
                past.asOf(
                    kind.models(),
                    kind.streams(id),
                    moment,
                    tables -> kind.find().apply(JdbcClient.create(tables), id)));
    Answer answer = Answers.known(then.shown(), "%s %s at that moment".formatted(kind.name(), id));
    Keeping keeping =
        moment.isFixed() && then.incomplete().isEmpty()
            ? kind.keeping()
            : kind.keeping() == Keeping.SHARED_FOREVER ? Keeping.SHARED : Keeping.PRIVATE;
    long position = moment.isFixed() ? moment.position() : then.position();
    // What was read is all that a position ever says, also to who knows a later one.
    return stale(
        Answers.tagged(
            ask, Math.max(position, ask.token()), answer, keeping, Answers.thing(kind.name(), id)),
        then.incomplete());
  }

  private static ResponseEntity<byte[]> stale(
      ResponseEntity<byte[]> answer, Set<String> incomplete) {
    return incomplete.isEmpty()
        ? answer
        : ResponseEntity.status(answer.getStatusCode())
            .headers(answer.getHeaders())
            .header(Headers.STALE_VIEW, String.join(", ", new TreeSet<>(incomplete)))
            .body(answer.getBody());
  }

  /// A page of what happened to a thing, as its own stream tells it.
  ///
  /// @param thing makes the answer
  public ResponseEntity<byte[]> history(
      Ask ask, Kind kind, String id, Function<List<HistoryEntry>, Object> thing) {
    Slice slice = Slice.of(ask, USUAL, MOST);
    long position = log.await(ask);
    String stream = kind.streams(id).getFirst();
    List<HistoryEntry> found = past().history(stream, slice.offset(), slice.limit() + 1);
    if (found.isEmpty() && (slice.offset() == 0 || past().history(stream, 0, 1).isEmpty())) {
      throw new ProblemException(
          RequestProblems.NOT_FOUND.saying("There is no %s %s.".formatted(kind.name(), id)));
    }
    return Answers.slice(
        ask,
        position,
        thing.apply(slice.shown(found)),
        slice.next(found),
        Answers.thing(kind.name(), id));
  }

  private Past past() {
    Past known = past.getIfAvailable();
    if (known == null) {
      throw new ProblemException(NOT_HERE.saying("The log can't be read from here."));
    }
    return known;
  }
}
