package io.daybook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./daybook` as a process: what it says, how it ends, what it leaves behind.
class ProcessE2E {

  /// The first command after a build rehearses a start, and machines may be slow.
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void a_port_in_use_is_said_in_a_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Command up = Command.start(folder, "up", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(up.await(SOON)).isEqualTo(1);
      assertThat(up.errors()).contains("Port " + taken.getLocalPort() + " is in use");
    }
  }

  @Test
  void one_data_directory_belongs_to_one_daybook_and_ctrl_c_leaves_nothing_behind() {
    RunningShop daybook = RunningShop.up(folder, 0);
    List<ProcessHandle> children = daybook.children();
    assertThat(children).isNotEmpty();

    Command second =
        Command.start(folder, "up", "--port", "0", "--data", daybook.data().toString());
    assertThat(second.await(SOON)).isEqualTo(1);
    assertThat(second.errors()).contains("Another Daybook is running on");

    daybook.process().interrupt();
    daybook.process().await(SOON);
    Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(daybook.data().resolve("api.url")).doesNotExist();
    assertThat(daybook.process().errors()).isEmpty();
  }

  @Test
  void a_wrong_command_line_is_explained() {
    Command wrong = Command.start(folder, "replay");

    assertThat(wrong.await(SOON)).isEqualTo(2);
    assertThat(wrong.errors()).contains("FILE").contains("Usage:");
  }

  @Test
  void nobody_there_is_said_in_a_sentence() {
    Command verify =
        Command.start(folder, "verify", "--patience", "1", "--api", "http://127.0.0.1:9");

    assertThat(verify.await(SOON)).isEqualTo(1);
    assertThat(verify.errors()).contains("does not answer");
  }

  @Test
  void a_demo_plays_a_shop_and_proves_its_books() throws IOException {
    Path data = folder.resolve("data");

    Command demo =
        Command.start(
            folder, "demo", "--exit", "--seconds", "15", "--port", "0", "--data", data.toString());

    int status = demo.await(Duration.ofMinutes(3));
    assertThat(status).as(demo.output()).isZero();
    assertThat(demo.output()).contains("The books are right.", "slowest calls", "captured");
    assertThat(Files.readString(data.resolve("logs/daybook.log"))).isNotEmpty();
  }
}
