package io.daybook.eventstore;

import java.util.Set;

/// The statement that judges and writes a whole group of appends: one round trip, one transaction.
///
/// The driver sends its two parts in one go and the server runs them as one transaction. The first
/// waits for the lock that makes positions dense and ordered. The second starts only when the lock
/// is there, and so sees everything that was committed under it. Moving the lock into the second
/// part would be wrong: that part's snapshot would be older than its wait.
final class GroupStatement {

  /// Held to commit by everyone who writes to the log; "Daybook" in ASCII.
  static final long LOCK = 0x44_61_79_62_6f_6f_6bL;

  /// What every statement that writes to the log begins with.
  static final String TAKE_LOCK = "select pg_advisory_xact_lock(%d);%n".formatted(LOCK);

  /// Stands for the table that is written to.
  static final String PLACE = "{log}";

  /// What a group may have beside events. A statement has only the parts that its group needs: each
  /// one costs the server a good deal before it does anything.
  enum Part {
    RECEIPTS,
    NAMES
  }

  private static final String EXPECTED =
      """
      with expected(cmd, stream, version) as (
          select * from unnest(?::int4[], ?::text[], ?::int8[])
      )\
      """;

  private static final String ANSWERS =
      """
      , answer(cmd, key, fingerprint, outcome, line) as (
          select * from unnest(?::int4[], ?::text[], ?::text[], ?::text[], ?::int8[])
      )\
      """;

  private static final String CLAIMS_AND_RELEASES =
      """
      , claim(cmd, kind, value, owner) as (
          select * from unnest(?::int4[], ?::text[], ?::text[], ?::text[])
      ), release(cmd, kind, owner) as (
          select * from unnest(?::int4[], ?::text[], ?::text[])
      )\
      """;

  /// The version of a stream is that of its newest event in the partitions for which no heads are
  /// kept yet, or its head: whichever is later, since any older partition may be archived.
  ///
  /// Look-ups are scalar subqueries, which no planner turns into a scan of a large table. `refused`
  /// is nearly always empty.
  private static final String REFUSED =
      """
      , refused(cmd, reason, what, detail) as materialized (
          select x.cmd, 'stream', x.stream, x.version::text from expected x
           where x.version <>
                 greatest((select max(e.version) from {log} e
                            where e.stream = x.stream and e.position > ?),
                          (select s.version from streams s where s.stream = x.stream), 0)\
      """;

  private static final String ANSWERED =
      """

      union all
      select a.cmd, 'receipt', a.key, null from answer a
       where (select r.key from receipts r where r.key = a.key) is not null\
      """;

  private static final String TAKEN =
      """

      union all
      select c.cmd, 'claim', c.kind, c.value from claim c
       where c.owner <>
             (select o.owner from claims o where o.kind = c.kind and o.value = c.value)\
      """;

  private static final String EVENTS =
      """
      ), head(position) as materialized (
          select coalesce((select max(e.position) from {log} e where e.position >= ?), ?)
      ), new_events as (
          insert into {log} (position, stream, version, aggregate_type, event_id, type, revision,
                              payload, metadata, recorded_at)
          select (select h.position from head h) + row_number() over (order by e.line),
                 e.stream, e.version, e.aggregate_type, e.event_id, e.type, e.revision,
                 e.payload::jsonb, e.metadata::jsonb,
                 timestamptz 'epoch' + e.recorded_at * interval '1 microsecond'
            from unnest(?::int4[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::int8[]) with ordinality
              as e(cmd, stream, version, aggregate_type, event_id, type, revision,
                   payload, metadata, recorded_at, line)
           where e.cmd not in (select r.cmd from refused r)
      )\
      """;

  private static final String NEW_RECEIPTS =
      """
      , new_receipts as (
          insert into receipts (key, fingerprint, outcome, position)
          select a.key, a.fingerprint, a.outcome,
                 case a.line when 0 then 0 else
                   (select h.position from head h) + a.line
                   - coalesce((select sum((?::int4[])[d.cmd])
                                 from (select distinct r.cmd from refused r) d
                                where d.cmd < a.cmd), 0)
                 end
            from answer a where a.cmd not in (select r.cmd from refused r)
      )\
      """;

  private static final String NEW_NAMES =
      """
      , new_claims as (
          insert into claims (kind, value, owner)
          select c.kind, c.value, c.owner from claim c
           where c.cmd not in (select r.cmd from refused r)
          on conflict do nothing
      ), released as (
          delete from claims where ctid = any(array(
              select o.ctid from release l join claims o on o.owner = l.owner and o.kind = l.kind
               where l.cmd not in (select r.cmd from refused r)
                 and not exists (select from claim c where c.cmd = l.cmd
                                                       and c.kind = o.kind and c.value = o.value)))
      )\
      """;

  private static final String ANSWER =
      """

      select null::int4, null, null, null, h.position from head h
      union all
      select r.cmd, r.reason, r.what, r.detail, null from refused r
      """;

  /// The statement for groups that have these parts. [GroupParameters] binds it.
  ///
  /// @param table the log, or the partition that has room for the whole group and holds all
  ///   versions of streams whose heads aren't kept yet
  static String of(Set<Part> parts, String table) {
    boolean receipts = parts.contains(Part.RECEIPTS);
    boolean names = parts.contains(Part.NAMES);
    return TAKE_LOCK
        + EXPECTED
        + (receipts ? ANSWERS : "")
        + (names ? CLAIMS_AND_RELEASES : "")
        + REFUSED.replace(PLACE, table)
        + (receipts ? ANSWERED : "")
        + (names ? TAKEN : "")
        + "\n"
        + EVENTS.replace(PLACE, table)
        + (receipts ? NEW_RECEIPTS : "")
        + (names ? NEW_NAMES : "")
        + ANSWER;
  }

  private GroupStatement() {}
}
