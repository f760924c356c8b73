package io.daybook.eventstore;

import io.daybook.eventstore.Append.Expected;
import io.daybook.eventstore.GroupStatement.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A group of appends as the arrays that [GroupStatement] takes; commands are numbered from 1.
final class GroupParameters {

  private record Line<T>(int command, T item) {}

  private record Answer(Receipt receipt, long lastLine) {}

  private final List<Line<Expected>> expected = new ArrayList<>();
  private final List<Line<Answer>> answers = new ArrayList<>();
  private final List<Line<Claim>> claims = new ArrayList<>();
  private final List<Line<Release>> releases = new ArrayList<>();
  private final List<Line<StoredEvent>> events = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();

  GroupParameters(List<Append> group) {
    int command = 0;
    for (Append append : group) {
      int number = ++command;
      append.expected().forEach(stream -> expected.add(new Line<>(number, stream)));
      append.claims().forEach(claim -> claims.add(new Line<>(number, claim)));
      append.events().forEach(event -> events.add(new Line<>(number, event)));
      long lastLine = append.events().isEmpty() ? 0 : events.size();
      append.releases().forEach(release -> releases.add(new Line<>(number, release)));
      Receipt receipt = append.receipt();
      if (receipt != null) {
        answers.add(new Line<>(number, new Answer(receipt, lastLine)));
      }
      sizes.add(append.events().size());
    }
  }

  /// How many events the group has.
  int events() {
    return events.size();
  }

  /// How many events the group has without some of its commands, which count from 0.
  int eventsBut(Set<Integer> refused) {
    return events.size() - refused.stream().mapToInt(sizes::get).sum();
  }

  /// What the group has beside events.
  Set<Part> parts() {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (!answers.isEmpty()) {
      parts.add(Part.RECEIPTS);
    }
    if (!claims.isEmpty() || !releases.isEmpty()) {
      parts.add(Part.NAMES);
    }
    return parts;
  }

  /// Sets every parameter of the statement for its [#parts()], in the order in which the statement
  /// names them.
  ///
  /// @param known a position that the log has reached for certain; the later, the fewer partitions
  ///   are looked at
  /// @param headsUpTo a position up to which the heads of streams are kept; the same holds
  void bind(PreparedStatement statement, long known, long headsUpTo) throws SQLException {
    var binding = new Binding(statement);
    binding.commands(expected);
    binding.column("text", expected, Expected::stream);
    binding.column("int8", expected, Expected::version);

    Set<Part> parts = parts();
    if (parts.contains(Part.RECEIPTS)) {
      binding.commands(answers);
      binding.column("text", answers, answer -> answer.receipt().key());
      binding.column("text", answers, answer -> answer.receipt().fingerprint());
      binding.column("text", answers, answer -> answer.receipt().outcome());
      binding.column("int8", answers, Answer::lastLine);
    }
    if (parts.contains(Part.NAMES)) {
      binding.commands(claims);
      binding.column("text", claims, Claim::kind);
      binding.column("text", claims, Claim::value);
      binding.column("text", claims, Claim::owner);

      binding.commands(releases);
      binding.column("text", releases, Release::kind);
      binding.column("text", releases, Release::owner);
    }

    binding.number(headsUpTo);
    binding.number(known);
    binding.number(known);
    binding.commands(events);
    binding.column("text", events, StoredEvent::stream);
    binding.column("int8", events, StoredEvent::version);
    binding.column("text", events, StoredEvent::aggregateType);
    binding.column("text", events, StoredEvent::eventId);
    binding.column("text", events, StoredEvent::type);
    binding.column("text", events, StoredEvent::revision);
    binding.column("text", events, StoredEvent::payload);
    binding.column("text", events, StoredEvent::metadata);
    binding.column("int8", events, event -> micros(event.recordedAt()));

    if (parts.contains(Part.RECEIPTS)) {
      binding.array("int4", sizes.toArray(Integer[]::new));
    }
  }

  static long micros(Instant instant) {
    return TimeUnit.SECONDS.toMicros(instant.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
  }

  /// Sets one parameter after the other.
  private static final class Binding {

    private final PreparedStatement statement;
    private final Connection connection;
    private int index;

    Binding(PreparedStatement statement) throws SQLException {
      this.statement = statement;
      this.connection = statement.getConnection();
    }

    <T> void commands(List<Line<T>> lines) throws SQLException {
      Integer[] numbers = new Integer[lines.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = lines.get(i).command();
      }
      array("int4", numbers);
    }

    <T> void column(String type, List<Line<T>> lines, Function<T, Object> value)
        throws SQLException {
      Object[] values = type.equals("text") ? new String[lines.size()] : new Long[lines.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value.apply(lines.get(i).item());
      }
      array(type, values);
    }

    void number(long value) throws SQLException {
      statement.setLong(++index, value);
    }

    void array(String type, Object[] values) throws SQLException {
      statement.setArray(++index, connection.createArrayOf(type, values));
    }
  }
}
