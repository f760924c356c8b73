package io.daybook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is killed at whatever moment of a replay, and of a rebuild of the orders: the next `up`
/// goes on with both, nothing is lost.
class CrashE2E {

  private static final long SEED = Long.getLong("daybook.seed", System.currentTimeMillis());
  private static final Path BOOK = Checkout.december();

  @TempDir Path folder;

  @Test
  void a_replay_survives_the_death_of_everything() throws IOException {
    assumeTrue(Files.exists(BOOK), () -> "There is no order book at " + BOOK + ": not replayed");
    Random luck = new Random(SEED);
    System.out.println("Moments of death: -Ddaybook.seed=" + SEED);
    int port = freePort();
    RunningShop daybook = RunningShop.up(folder, port);
    Command replay =
        Command.start(
            folder, "replay", "--api", daybook.uri().toString(), "--days", "2", BOOK.toString());

    List<Consumer<RunningShop>> deaths =
        List.of(
            it -> Command.signal(it.process().handle().pid(), "KILL"),
            it -> Command.signal(it.child("postgres").pid(), "KILL"),
            it -> Command.signal(it.child("elasticsearch").pid(), "KILL"));
    for (Consumer<RunningShop> death : deaths) {
      rebuildOrders(daybook, "--no-wait");
      liveFor(Duration.ofMillis(500 + luck.nextInt(2_500)));
      List<ProcessHandle> children = daybook.children();
      death.accept(daybook);
      int status = daybook.process().await(Duration.ofSeconds(40));
      assertThat(status).as(daybook.process().output()).isNotZero();
      Awaitility.await("all its children are gone")
          .atMost(Duration.ofSeconds(20))
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      daybook = RunningShop.up(folder, port);
    }

    int replayed = replay.await(Duration.ofMinutes(4));
    assertThat(replayed).as(replay.output()).isZero();
    rebuildOrders(daybook);
    Command verify = Command.start(folder, "verify", "--api", daybook.uri().toString());
    int verified = verify.await(Duration.ofMinutes(2));
    daybook.close();
    assertThat(verified).as(verify.output()).isZero();
  }

  private void rebuildOrders(RunningShop daybook, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "projections", "rebuild", "--api", daybook.uri().toString(), "ordering.orders"));
    arguments.addAll(List.of(more));
    Command rebuild = Command.start(folder, arguments.toArray(String[]::new));
    int asked = rebuild.await(Duration.ofMinutes(2));
    assertThat(asked).as(rebuild.output()).isZero();
  }

  private static void liveFor(Duration moment) {
    long end = System.nanoTime() + moment.toNanos();
    Awaitility.await().atMost(moment.plusSeconds(5)).until(() -> System.nanoTime() > end);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
