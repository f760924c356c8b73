package io.daybook.kernel.app;

import io.daybook.eventstore.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the event log's database answers, and how long the log is.
final class EventLogHealth implements HealthIndicator {

  private static final int PATIENCE_SECONDS = 2;

  private final DataSource events;
  private final EventLog eventLog;

  EventLogHealth(DataSource events, EventLog eventLog) {
    this.events = events;
    this.eventLog = eventLog;
  }

  @Override
  public Health health() {
    try (Connection connection = events.getConnection()) {
      return connection.isValid(PATIENCE_SECONDS)
          ? Health.up().withDetail("head", eventLog.head()).build()
          : Health.down().build();
    } catch (SQLException away) {
      return Health.down(away).build();
    }
  }
}
