package io.daybook.eventstore;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The statement for one command with one event and perhaps a receipt, when nobody else is there to
/// share a transaction: a third less work for the server than [GroupStatement].
///
/// It judges nobody. When anything is not as expected - another node has written, the stream has
/// moved - it writes nothing, and [GroupStatement] is to find out why.
final class LoneStatement {

  private static final String WRITE =
      """
      insert into {log} (position, stream, version, aggregate_type, event_id, type, revision,
                        payload, metadata, recorded_at)
      select ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb,
             timestamptz 'epoch' + ?::int8 * interval '1 microsecond'
       where (select e.position from {log} e where e.position = ?) is null
         and ?::int8 = greatest((select max(e.version) from {log} e
                                  where e.stream = ? and e.position > ?),
                                (select s.version from streams s where s.stream = ?), 0)\
      """;

  private static final String WRITE_WITH_RECEIPT =
      """
      with written as (
      {write}
      returning position)
      insert into receipts (key, fingerprint, outcome, position)
      select ?, ?, ?, w.position from written w
      """;

  private LoneStatement() {}

  /// Whether the statement is for `append`.
  static boolean fits(Append append) {
    return append.events().size() == 1
        && append.expected().size() == 1
        && append.claims().isEmpty()
        && append.releases().isEmpty();
  }

  /// The statement. It says how many rows it has written: one or none.
  ///
  /// @param table as for [GroupStatement#of]
  static String of(boolean receipt, String table) {
    String statement = receipt ? WRITE_WITH_RECEIPT.replace("{write}", WRITE) : WRITE;
    return GroupStatement.TAKE_LOCK + statement.replace(GroupStatement.PLACE, table);
  }

  /// Sets every parameter.
  ///
  /// @param position of the event, if nobody has written meanwhile
  /// @param headsUpTo as for [GroupParameters#bind]
  static void bind(PreparedStatement statement, Append append, long position, long headsUpTo)
      throws SQLException {
    StoredEvent event = append.events().getFirst();
    int i = 0;
    statement.setLong(++i, position);
    statement.setString(++i, event.stream());
    statement.setLong(++i, event.version());
    statement.setString(++i, event.aggregateType());
    statement.setString(++i, event.eventId());
    statement.setString(++i, event.type());
    statement.setString(++i, event.revision());
    statement.setString(++i, event.payload());
    statement.setString(++i, event.metadata());
    statement.setLong(++i, GroupParameters.micros(event.recordedAt()));
    statement.setLong(++i, position);
    statement.setLong(++i, event.version() - 1);
    statement.setString(++i, event.stream());
    statement.setLong(++i, headsUpTo);
    statement.setString(++i, event.stream());
    Receipt receipt = append.receipt();
    if (receipt != null) {
      statement.setString(++i, receipt.key());
      statement.setString(++i, receipt.fingerprint());
      statement.setString(++i, receipt.outcome());
    }
  }
}
