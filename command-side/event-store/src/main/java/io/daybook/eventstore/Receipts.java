package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// What became of idempotency keys. Thread-safe.
public final class Receipts {

  private final DataSource dataSource;
  private final Sequencer sequencer;

  Receipts(DataSource dataSource, Sequencer sequencer) {
    this.dataSource = dataSource;
    this.sequencer = sequencer;
  }

  /// The receipt of a key; empty when nothing was ever answered under it.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  public Optional<StoredReceipt> find(String key) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select fingerprint, outcome, position from receipts where key = ?")) {
      statement.setString(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new StoredReceipt(key, row.getString(1), row.getString(2), row.getLong(3)))
            : Optional.empty();
      }
    } catch (SQLException failed) {
      throw new EventStoreUnavailableException("Receipts can't be read now", failed);
    }
  }

  /// Keeps a receipt of a command that wrote no event.
  ///
  /// @throws AlreadyAnsweredException when the key has one
  /// @throws EventStoreUnavailableException when the queue is full or the database stays away
  public void keep(Receipt receipt) {
    sequencer.append(new Append(List.of(), receipt, List.of(), List.of(), Map.of()));
  }
}
