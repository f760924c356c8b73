package io.daybook.crash;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.ttddyy.dsproxy.QueryInfo;

/// Puts into words what statements write, so that the same step of an order has the same name
/// whichever position, node or instant it has. Thread-safe.
final class Writes {

  private static final String LOG = "select pg_advisory_xact_lock(";
  private static final String LOOK = "where due_at <= ? and order_id not in";
  private static final String LOOKOUT = "checkout-time-is-up";
  private static final Pattern TABLE =
      Pattern.compile(
          "(?:insert into|delete from|(?<!for )(?<!do )update)\\s+([a-z_.]+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern EVENT_TYPE = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");
  private static final Pattern STATE = Pattern.compile("\"name\":\"([a-z-]+)\"");

  private final Points points;
  private final Surroundings surroundings;
  private volatile boolean fired;

  Writes(Points points, Surroundings surroundings) {
    this.points = points;
    this.surroundings = surroundings;
  }

  /// What the statement writes; empty when it is nothing, or none of ours.
  Optional<Write> of(QueryInfo query) {
    String sql = query.getQuery();
    if (sql.startsWith(LOG)) {
      return Optional.of(new Write(Kind.APPEND, events(query)));
    }
    if (sql.contains(LOOK)) {
      return surroundings.isSomebodyDue()
          ? Optional.of(new Write(Kind.DEADLINE, "fires"))
          : Optional.empty();
    }
    Matcher table = TABLE.matcher(sql);
    return table.find() ? ofTable(table.group(1), query) : Optional.empty();
  }

  private Optional<Write> ofTable(String table, QueryInfo query) {
    return switch (table) {
      case "scheduled_tasks" -> ofScheduler(query);
      case "reader", "command.reader_positions" ->
          commit(reader(texts(query).findFirst().orElseThrow(), position(query)));
      case "checkout" -> commit(texts(query).flatMap(Writes::states).findFirst().orElse("over"));
      // What the provider does behind its port is its own, and the log's upkeep is about no order.
      case String foreign when foreign.startsWith("sandbox.") -> Optional.empty();
      case "snapshots", "streams", "checkpoints" -> Optional.empty();
      default -> commit(table);
    };
  }

  /// An idle look of the scheduler is no point; one that finds somebody is, and what it writes
  /// next.
  private Optional<Write> ofScheduler(QueryInfo query) {
    if (texts(query).noneMatch(LOOKOUT::equals)) {
      return Optional.empty();
    }
    if (surroundings.isSomebodyDue()) {
      fired = true;
      return Optional.of(new Write(Kind.DEADLINE, "is picked by the scheduler"));
    }
    if (fired) {
      fired = false;
      return Optional.of(new Write(Kind.DEADLINE, "is done for the scheduler"));
    }
    return Optional.empty();
  }

  private String reader(String name, long position) {
    String order = points.order().orElseThrow();
    return switch (name) {
      case "command.payment.reactor" -> name + past("payment/" + order, position);
      case "sagas.checkout.aftercare" -> name + past("order/" + order, position);
      default -> name;
    };
  }

  private String past(String stream, long position) {
    return surroundings.newest(stream, position).map(it -> " past " + it).orElse("");
  }

  private static Optional<Write> commit(String what) {
    return Optional.of(new Write(Kind.COMMIT, what));
  }

  private static String events(QueryInfo query) {
    String events =
        texts(query)
            .filter(it -> EVENT_TYPE.matcher(it).matches())
            .distinct()
            .collect(Collectors.joining(", "));
    return events.isEmpty() ? "receipt" : events;
  }

  private static Stream<String> states(String json) {
    return STATE.matcher(json).results().map(it -> it.group(1)).limit(1);
  }

  private static long position(QueryInfo query) {
    return parameters(query)
        .filter(Long.class::isInstance)
        .mapToLong(Long.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> texts(QueryInfo query) {
    return parameters(query).flatMap(Writes::texts);
  }

  private static Stream<String> texts(Object parameter) {
    return switch (parameter) {
      case String text -> Stream.of(text);
      case Object[] several -> Stream.of(several).flatMap(Writes::texts);
      case java.sql.Array array -> texts(elements(array));
      default -> Stream.empty();
    };
  }

  private static Object elements(java.sql.Array array) {
    try {
      return array.getArray();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Stream<Object> parameters(QueryInfo query) {
    return query.getParametersList().stream()
        .flatMap(List::stream)
        .map(it -> it.getArgs())
        .filter(it -> it.length > 1 && it[1] != null)
        .map(it -> it[1]);
  }
}
