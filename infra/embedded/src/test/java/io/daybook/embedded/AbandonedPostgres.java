package io.daybook.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program that starts a server, says its process number and waits to be killed.
final class AbandonedPostgres {

  private AbandonedPostgres() {}

  static void main(String[] arguments) throws InterruptedException {
    var server = EmbeddedPostgres.start(Path.of(arguments[0]), PostgresSettings.defaults());
    System.out.println("pid=" + server.pid());
    new CountDownLatch(1).await();
  }
}
