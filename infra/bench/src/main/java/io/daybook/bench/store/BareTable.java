package io.daybook.bench.store;

import io.daybook.bench.Bed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/// The same rows as Daybook's, in a table with the same columns and no more than the two indexes
/// that any event store has to have. Nothing is checked but what these check.
final class BareTable {

  static final String VALUES = "(?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)";

  static final String INSERT =
      "insert into bare (stream, version, aggregate_type, event_id, type, revision, payload,"
          + " metadata, recorded_at) values "
          + VALUES;

  static final String COPY =
      "copy bare (stream, version, aggregate_type, event_id, type, revision, payload, metadata,"
          + " recorded_at) from stdin";

  private static final String CREATE =
      """
      create table bare (
        position       bigint generated always as identity primary key,
        stream         text        not null,
        version        bigint      not null,
        aggregate_type text        not null,
        event_id       text        not null,
        type           text        not null,
        revision       text        not null,
        payload        jsonb       not null,
        metadata       jsonb       not null,
        recorded_at    timestamptz not null,
        unique (stream, version)
      )
      """;

  private static final String TYPE = Happened.Placed.class.getName();

  /// Made beforehand: the limit is what PostgreSQL can do, not what a serializer can.
  private static final String PAYLOAD =
      Jackson3Serializer.builder()
          .build()
          .serialize(Happened.placed(Happened.newOrder()), String.class)
          .getData();

  private BareTable() {}

  static void create(Bed bed, String database) throws SQLException {
    try (Connection connection = bed.plain(database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  /// Sets the parameters of a row for [#INSERT], from one on.
  ///
  /// @return the next parameter's number
  static int bind(PreparedStatement insert, int first) throws SQLException {
    int i = first;
    insert.setString(i++, Happened.newOrder());
    insert.setLong(i++, 1);
    insert.setString(i++, "Order");
    insert.setString(i++, identifier());
    insert.setString(i++, TYPE);
    insert.setString(i++, "");
    insert.setString(i++, PAYLOAD);
    insert.setString(i++, metadata());
    insert.setObject(i++, OffsetDateTime.now(ZoneOffset.UTC));
    return i;
  }

  /// Adds a line for [#COPY].
  static void write(StringBuilder lines) {
    lines
        .append(Happened.newOrder())
        .append("\t1\tOrder\t")
        .append(identifier())
        .append('\t')
        .append(TYPE)
        .append("\t\t")
        .append(PAYLOAD)
        .append('\t')
        .append(metadata())
        .append('\t')
        .append(OffsetDateTime.now(ZoneOffset.UTC))
        .append('\n');
  }

  static String payload() {
    return PAYLOAD;
  }

  static String metadata() {
    String cause = identifier();
    return "{\"traceId\":\"%s\",\"correlationId\":\"%s\"}".formatted(cause, cause);
  }

  static String identifier() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
