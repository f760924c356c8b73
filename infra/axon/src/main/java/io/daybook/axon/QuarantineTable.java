package io.daybook.axon;

import io.daybook.axon.Quarantine.Held;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of one reader's quarantine, in the reader's own database, so that they are written with
/// its position. Only positions are kept of what waits: the events are in the log. Thread-safe; all
/// methods join the caller's transaction.
public final class QuarantineTable {

  private static final int LONGEST = 500;

  private final JdbcClient jdbc;
  private final String schema;
  private final String reader;

  /// @param schema of the tables `quarantine` and `quarantined_event`
  public QuarantineTable(JdbcClient jdbc, String schema, String reader) {
    this.jdbc = jdbc;
    this.schema = schema;
    this.reader = reader;
  }

  /// The reader's name.
  public String reader() {
    return reader;
  }

  /// Those of `sequences` that are held; nobody mends them until the transaction ends.
  public Set<String> heldOf(Collection<String> sequences) {
    return new HashSet<>(
        sql("""
        select sequence from {schema}.quarantine where reader = ? and sequence = any (?)
        order by sequence for update
        """)
            .params(reader, sequences.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /// Takes a sequence in: the first of `waiting` failed, the others wait behind it.
  public void hold(String sequence, Throwable failure, List<? extends EventMessage<?>> waiting) {
    EventMessage<?> failed = waiting.getFirst();
    sql("""
    insert into {schema}.quarantine (reader, sequence, position, event_type, event_id, failure)
    values (?, ?, ?, ?, ?, ?)
    """)
        .params(
            reader,
            sequence,
            positionOf(failed),
            failed.getPayloadType().getSimpleName(),
            failed.getIdentifier(),
            said(failure))
        .update();
    queue(sequence, waiting);
  }

  /// Lets events wait behind those that wait already.
  public void queue(String sequence, List<? extends EventMessage<?>> events) {
    sql("""
    insert into {schema}.quarantined_event (reader, sequence, position)
    select ?, ?, p from unnest(?::bigint[]) p where p > 0 on conflict do nothing
    """)
        .params(
            reader, sequence, events.stream().map(QuarantineTable::positionOf).toArray(Long[]::new))
        .update();
  }

  /// Locks a sequence until the transaction ends.
  public Optional<Held> lock(String sequence) {
    boolean there =
        sql("select 1 from {schema}.quarantine where reader = ? and sequence = ? for update")
            .params(reader, sequence)
            .query(Integer.class)
            .optional()
            .isPresent();
    return there ? find(sequence) : Optional.empty();
  }

  /// What is held of a sequence.
  public Optional<Held> find(String sequence) {
    return held().stream().filter(held -> held.sequence().equals(sequence)).findFirst();
  }

  /// The positions that wait, in order.
  public List<Long> waiting(String sequence) {
    return sql("""
    select position from {schema}.quarantined_event
    where reader = ? and sequence = ? order by position
    """)
        .params(reader, sequence)
        .query(Long.class)
        .list();
  }

  /// Drops what was done of a sequence, and counts the attempt that ended at the first of
  /// `waiting`.
  public void failedAgain(
      String sequence, Throwable failure, List<? extends EventMessage<?>> waiting) {
    EventMessage<?> failed = waiting.getFirst();
    sql("delete from {schema}.quarantined_event where reader = ? and sequence = ? and position < ?")
        .params(reader, sequence, positionOf(failed))
        .update();
    sql("""
    update {schema}.quarantine
    set position = ?, event_type = ?, event_id = ?, failure = ?, attempts = attempts + 1,
        last_attempt = clock_timestamp()
    where reader = ? and sequence = ?
    """)
        .params(
            positionOf(failed),
            failed.getPayloadType().getSimpleName(),
            failed.getIdentifier(),
            said(failure),
            reader,
            sequence)
        .update();
  }

  /// Lets a sequence go.
  public void release(String sequence) {
    sql("delete from {schema}.quarantine where reader = ? and sequence = ?")
        .params(reader, sequence)
        .update();
  }

  /// Lets sequences go whose trouble is over.
  public void releaseAll(Collection<String> sequences) {
    sql("delete from {schema}.quarantine where reader = ? and sequence = any (?)")
        .params(reader, sequences.toArray(String[]::new))
        .update();
  }

  /// What is held, the oldest first.
  public List<Held> held() {
    return sql("""
    select q.*, (select count(*) from {schema}.quarantined_event e
                  where e.reader = q.reader and e.sequence = q.sequence) as waiting
      from {schema}.quarantine q where q.reader = ? order by q.since, q.sequence
    """)
        .param(reader)
        .query((row, _) ->
            new Held(
                row.getString("reader"),
                row.getString("sequence"),
                row.getLong("position"),
                row.getString("event_type"),
                row.getString("event_id"),
                row.getString("failure"),
                row.getInt("attempts"),
                row.getInt("waiting"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("last_attempt").toInstant()))
        .list();
  }

  private JdbcClient.StatementSpec sql(String text) {
    return jdbc.sql(text.replace("{schema}", schema));
  }

  private static long positionOf(EventMessage<?> event) {
    return event instanceof TrackedEventMessage<?> tracked
        ? tracked.trackingToken().position().orElse(0)
        : 0;
  }

  /// The last cause says what is wrong; what wraps it repeats what was being done, with its data.
  private static String said(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String text = last.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
