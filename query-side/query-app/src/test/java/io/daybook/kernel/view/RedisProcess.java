package io.daybook.kernel.view;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/// A real Redis that can be killed and frozen.
final class RedisProcess implements AutoCloseable {

  private final int port;
  private final Path directory;
  private Process process;

  private RedisProcess(int port, Path directory, Process process) {
    this.port = port;
    this.directory = directory;
    this.process = process;
  }

  static RedisProcess start(Path directory) throws IOException {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    return new RedisProcess(port, directory, launch(port, directory));
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /// With all that it knew.
  void kill() throws Exception {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException {
    process = launch(port, directory);
  }

  void freeze() throws Exception {
    signal("-STOP");
  }

  void thaw() throws Exception {
    signal("-CONT");
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor();
  }

  private static Process launch(int port, Path directory) throws IOException {
    List<String> command =
        List.of(
            ExecutableProvider.newJarResourceProvider().get().getAbsolutePath(),
            "--port",
            "" + port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            directory.toString());
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    await()
        .until(() -> {
          try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
          } catch (IOException _) {
            return false;
          }
        });
    return started;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
