package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All read models, each of which can be given mistakes, on two nodes that take the batches in
/// turn: what one holds the other has to know.
final class MistakenViews {

  private final Supplier<? extends DataSource> database;
  private final List<Mistaken> models = ReadModelsIT.models().stream().map(Mistaken::of).toList();
  private final List<ReadModels> nodes = new ArrayList<>();
  private long taken;

  MistakenViews(Supplier<? extends DataSource> database) {
    this.database = database;
  }

  List<Mistaken> models() {
    return models;
  }

  Mistaken of(String name) {
    return models.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /// Takes what is new in `log`, in one batch.
  void take(List<TrackedEventMessage<?>> log) {
    take(log, log.size());
  }

  /// Takes what is new in `log` up to a position, in one batch.
  void take(List<TrackedEventMessage<?>> log, int to) {
    if (nodes.isEmpty()) {
      nodes.addAll(List.of(tables(), tables()));
      taken = nodes.stream().mapToLong(ReadModels::position).max().orElseThrow();
    }
    Collections.rotate(nodes, 1);
    try {
      nodes.getFirst().apply(List.copyOf(log.subList((int) taken, to)), to);
      taken = to;
    } catch (RuntimeException failed) {
      restart();
      throw failed;
    }
  }

  /// Lets both nodes begin where the tables are.
  void restart() {
    nodes.clear();
  }

  long position() {
    return tables().position();
  }

  ViewQuarantines quarantines(List<TrackedEventMessage<?>> log) {
    return ViewQuarantines.of(List.copyOf(models), List.of(), new ListedLog(log), database.get());
  }

  List<Held> held() {
    return quarantines(List.of()).all().stream()
        .map(Quarantine::held)
        .flatMap(List::stream)
        .toList();
  }

  /// The tables are what the log says.
  void assertTables(List<TrackedEventMessage<?>> log) {
    NaiveFold fold = new NaiveFold(log);
    JdbcClient jdbc = JdbcClient.create(database.get());
    NaiveFold.QUERIES.forEach((table, query) ->
        assertThat(jdbc.sql(query).query(String.class).list().stream().sorted().toList())
            .as(table)
            .isEqualTo(fold.rows(table)));
  }

  private ReadModels tables() {
    return new ReadModels(database.get(), List.copyOf(models), Duration.ZERO);
  }
}
