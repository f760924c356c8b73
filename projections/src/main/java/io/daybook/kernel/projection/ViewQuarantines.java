package io.daybook.kernel.projection;

import io.daybook.axon.Quarantine;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/// The quarantines of everything that is only shown, one a read model: what waits there is stale,
/// and nothing else waits for it.
public record ViewQuarantines(List<Quarantine> all) {

  /// The quarantines of `models`, which share a database, and of who copies their rows.
  ///
  /// @param log to read again what waits
  public static ViewQuarantines of(
      List<ReadModel> models,
      List<RowFollower> followers,
      StreamableMessageSource<TrackedEventMessage<?>> log,
      DataSource views) {
    Stream<Quarantine> rows =
        models.stream().map(it -> new HeldRows(it, models, followers, log, views));
    Stream<Quarantine> copies = followers.stream().map(RowFollower::quarantine);
    return new ViewQuarantines(Stream.concat(rows, copies).toList());
  }

  /// The one of a read model or of a copy.
  ///
  /// @throws java.util.NoSuchElementException when there is none
  public Quarantine of(String reader) {
    return all.stream().filter(it -> it.reader().equals(reader)).findFirst().orElseThrow();
  }
}
