package io.daybook.checkout.saga;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.daybook.axon.LogProcessor;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/// Starts the readers and the lookout when everything else stands, and stops them first.
final class SagaRunner implements SmartLifecycle {

  /// The shortest interval of signs of life: a busy node may miss some of shorter ones.
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /// After so many intervals without a sign of life a node is dead; the least that there may be.
  private static final int MISSED_HEARTBEATS = 4;

  private final List<LogProcessor> readers;
  private final Scheduler lookout;
  private volatile boolean running;

  SagaRunner(
      List<LogProcessor> readers,
      DataSource sagas,
      Duration interval,
      IntSupplier checkouts,
      IntSupplier carts) {
    this.readers = readers;
    this.lookout =
        Scheduler.create(sagas)
            .startTasks(
                lookout("checkout-time-is-up", interval, checkouts),
                lookout("cart-time-is-up", interval, carts))
            .pollingInterval(interval)
            // A node that dies while it looks leaves the look picked. By default db-scheduler waits
            // half an hour for it; two that look at once do no harm, since they skip each other's
            // rows.
            .heartbeatInterval(HEARTBEAT.compareTo(interval) > 0 ? HEARTBEAT : interval)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .threads(2)
            .shutdownMaxWait(Duration.ofSeconds(5))
            .build();
  }

  @Override
  public void start() {
    readers.forEach(LogProcessor::start);
    lookout.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    lookout.stop();
    readers.forEach(LogProcessor::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Looks until nobody's time is up any more. One node at a time looks; db-scheduler sees to it,
  /// and that another goes on when that node dies.
  private static RecurringTask<Void> lookout(String name, Duration interval, IntSupplier look) {
    return Tasks.recurring(name, FixedDelay.of(interval))
        .execute((_, _) -> {
          while (look.getAsInt() > 0) {
            // There may be more.
          }
        });
  }
}
