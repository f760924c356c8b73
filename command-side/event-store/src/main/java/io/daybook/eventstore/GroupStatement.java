package io.daybook.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes a group of appends in one round trip, one transaction and one flush.
///
/// Two statements travel together: the first takes the log's lock, held to commit; the second, with
/// a snapshot taken under the lock, sees all that was committed before, so what it finds free is
/// free. An append that finds its version, receipt or claim taken drops out and the others are
/// written.
final class GroupStatement {

  /// Any number that nothing else in the database locks.
  static final long LOCK = 0x6461_7962_6f6f_6bL;

  private static final String SQL =
      """
      select pg_advisory_xact_lock(%d);
      with head as (
        select coalesce(max(position), 0) as position from events
      ), incoming as materialized (
        select * from unnest(
          ?::int[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[])
        with ordinality as e(command, stream, version, aggregate_type, event_id, type, revision,
          payload, metadata, recorded_at, nr)
      ), first as materialized (
        select * from unnest(?::int[], ?::text[], ?::bigint[]) as f(command, stream, version)
      ), receipt as materialized (
        select * from unnest(?::int[], ?::text[], ?::text[], ?::text[])
          as r(command, key, fingerprint, outcome)
      ), claim as materialized (
        select * from unnest(?::int[], ?::text[], ?::text[], ?::text[])
          as c(command, kind, value, owner)
      ), release as materialized (
        select * from unnest(?::int[], ?::text[], ?::text[]) as r(command, kind, owner)
      ), failed as materialized (
        select f.command, 'conflict' as reason from first f
          where exists (select from events e where e.stream = f.stream and e.version = f.version)
        union all
        select r.command, 'answered' from receipt r
          where exists (select from receipts known where known.key = r.key)
        union all
        select c.command, 'taken' from claim c
          where exists (select from claims held
            where held.kind = c.kind and held.value = c.value and held.owner <> c.owner)
      ), accepted as materialized (
        select i.*, (select position from head) + row_number() over (order by i.nr) as position
        from incoming i
        where not exists (select from failed f where f.command = i.command)
      ), written as (
        insert into events (position, stream, version, aggregate_type, event_id, type, revision,
          payload, metadata, recorded_at)
        select position, stream, version, aggregate_type, event_id, type, revision,
          payload::jsonb, metadata::jsonb, recorded_at::timestamptz
        from accepted
      ), receipts_written as (
        insert into receipts (key, fingerprint, outcome, position)
        select r.key, r.fingerprint, r.outcome,
          coalesce((select max(a.position) from accepted a where a.command = r.command), 0)
        from receipt r
        where not exists (select from failed f where f.command = r.command)
      ), claims_released as (
        delete from claims held using release r
        where held.kind = r.kind and held.owner = r.owner
          and not exists (select from failed f where f.command = r.command)
          and not exists (select from claim c where c.command = r.command
            and c.kind = held.kind and c.value = held.value)
      ), claims_written as (
        insert into claims (kind, value, owner)
        select c.kind, c.value, c.owner from claim c
        where not exists (select from failed f where f.command = c.command)
        on conflict (kind, value) do nothing
      )
      select h.position, f.command, f.reason from head h left join failed f on true
      """
          .formatted(LOCK);

  private GroupStatement() {}

  /// Writes what can be written of the group.
  ///
  /// @param connection with autocommit on, so that both statements are one transaction
  static Result execute(Connection connection, List<Append> group) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new Parameters(connection, statement).bind(group);
      boolean isResultSet = statement.execute();
      while (isResultSet && statement.getResultSet().getMetaData().getColumnCount() == 1) {
        isResultSet = statement.getMoreResults();
      }
      try (ResultSet rows = statement.getResultSet()) {
        return read(rows);
      }
    }
  }

  private static Result read(ResultSet rows) throws SQLException {
    long head = 0;
    Map<Integer, String> failed = new HashMap<>();
    while (rows.next()) {
      head = rows.getLong(1);
      int command = rows.getInt(2);
      if (!rows.wasNull()) {
        failed.put(command, rows.getString(3));
      }
    }
    return new Result(head, failed);
  }

  /// What became of a group.
  ///
  /// @param headBefore last position of the log before the group; the accepted events follow it in
  ///   the order in which they were given
  /// @param failed why appends were not written, by their place in the group
  record Result(long headBefore, Map<Integer, String> failed) {}

  private record Numbered<T>(int command, T value) {}

  private static final class Parameters {

    private final Connection connection;
    private final PreparedStatement statement;
    private int next = 1;

    Parameters(Connection connection, PreparedStatement statement) {
      this.connection = connection;
      this.statement = statement;
    }

    void bind(List<Append> group) throws SQLException {
      List<Numbered<EventRow>> events = numbered(group, Append::events);
      integers(events);
      texts(events, EventRow::stream);
      longs(events, EventRow::version);
      texts(events, EventRow::aggregateType);
      texts(events, EventRow::eventId);
      texts(events, EventRow::type);
      texts(events, EventRow::revision);
      texts(events, EventRow::payload);
      texts(events, EventRow::metadata);
      texts(events, event -> timestamp(event.recordedAt()));
      List<Numbered<EventRow>> first = numbered(group, Append::firstOfEachStream);
      integers(first);
      texts(first, EventRow::stream);
      longs(first, EventRow::version);
      List<Numbered<Receipt>> receipts = numbered(group, Parameters::receipt);
      integers(receipts);
      texts(receipts, Receipt::key);
      texts(receipts, Receipt::fingerprint);
      texts(receipts, Receipt::outcome);
      List<Numbered<Claim>> claims = numbered(group, Append::claims);
      integers(claims);
      texts(claims, Claim::kind);
      texts(claims, Claim::value);
      texts(claims, Claim::owner);
      List<Numbered<Release>> releases = numbered(group, Append::releases);
      integers(releases);
      texts(releases, Release::kind);
      texts(releases, Release::owner);
    }

    private static List<Receipt> receipt(Append append) {
      Receipt receipt = append.receipt();
      return receipt == null ? List.of() : List.of(receipt);
    }

    private static <T> List<Numbered<T>> numbered(
        List<Append> group, Function<Append, List<T>> part) {
      List<Numbered<T>> all = new ArrayList<>();
      for (int command = 0; command < group.size(); command++) {
        for (T value : part.apply(group.get(command))) {
          all.add(new Numbered<>(command, value));
        }
      }
      return all;
    }

    private static String timestamp(Instant instant) {
      return instant.toString();
    }

    private void integers(List<? extends Numbered<?>> values) throws SQLException {
      array("int4", values.stream().map(Numbered::command).toArray());
    }

    private <T> void texts(List<Numbered<T>> values, Function<T, String> part) throws SQLException {
      array("text", values.stream().map(it -> part.apply(it.value())).toArray());
    }

    private <T> void longs(List<Numbered<T>> values, Function<T, Long> part) throws SQLException {
      array("int8", values.stream().map(it -> part.apply(it.value())).toArray());
    }

    private void array(String type, Object[] values) throws SQLException {
      Array array = connection.createArrayOf(type, values);
      statement.setArray(next++, array);
    }
  }
}
