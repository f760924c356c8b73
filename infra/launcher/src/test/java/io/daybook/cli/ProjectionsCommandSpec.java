package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/// A rebuild as who waits for it sees it; the server is told by the test what to say at each look.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class ProjectionsCommandSpec {

  private static final String READ_1 =
      "{\"name\":\"ordering.orders\",\"version\":1,\"position\":900}";
  private static final String READ_2 =
      "{\"name\":\"ordering.orders\",\"version\":2,\"position\":900}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicInteger looks = new AtomicInteger();
  private final PrintStream usualOut = System.out;
  private final PrintStream usualErr = System.err;
  private IntFunction<String> script = _ -> READ_1;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(usualOut);
    System.setErr(usualErr);
    server.stop(0);
  }

  @Test
  void a_version_that_is_read_in_the_end_is_a_success() {
    script = look -> look < 4 ? building("BUILDING", look * 100, 70) : READ_2;

    assertThat(rebuild()).isZero();

    assertThat(said(out))
        .contains("REBUILD, version 2: BUILDING, 100 of 900, 50 events/s, 70 s left")
        .contains("ordering.orders: version 2 at position 900");
    assertThat(said(err)).isEmpty();
  }

  @Test
  void a_version_that_somebody_gives_up_meanwhile_is_none() {
    script = look -> look < 3 ? building("BUILDING", look * 100, 7) : READ_1;

    assertThat(rebuild()).isOne();

    assertThat(said(err)).contains("given up").contains("version 1 is still read");
  }

  @Test
  void a_version_that_fails_again_and_again_is_not_waited_for_for_ever() {
    // Each attempt begins anew before it fails.
    script = look -> building(look % 4 == 0 ? "BUILDING" : "FAILED", 300, 7);

    assertThat(rebuild()).isOne();

    assertThat(said(err)).contains("fails again and again").contains("abandon");
    assertThat(looks.get()).isGreaterThan(10);
  }

  @Test
  void a_version_that_failed_and_went_on_is_waited_for() {
    script =
        look -> look < 60 ? building(look % 2 == 0 ? "FAILED" : "BUILDING", look * 10, 7) : READ_2;

    assertThat(rebuild()).isZero();
  }

  @Test
  void a_version_that_differs_waits_for_somebody_to_accept_it() {
    script = look -> building(look < 2 ? "BUILDING" : "DIFFERENT", 900, 0);

    assertThat(rebuild()).isOne();

    assertThat(said(err)).contains("--accept-difference");
  }

  @Test
  void what_has_not_changed_is_not_shown_again() {
    script = look -> look < 10 ? building("BUILDING", 300, 7) : READ_2;

    assertThat(rebuild()).isZero();

    assertThat(said(out).lines()).hasSize(3);
  }

  private int rebuild() {
    return new CommandLine(new ProjectionsCommand(Duration.ofMillis(1)))
        .execute(
            "rebuild",
            "ordering.orders",
            "--api",
            "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static String said(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  private static String building(String state, int position, int secondsLeft) {
    return """
    {"name":"ordering.orders","version":1,"position":900,"next":{"version":2,
    "task":"REBUILD","state":"%s","position":%d,"target":900,"eventsPerSecond":50,
    "secondsLeft":%d}}\
    """
        .formatted(state, position, secondsLeft);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean asked = exchange.getRequestMethod().equals("POST");
    String body =
        asked
            ? building("BUILDING", 0, 80)
            : "{\"projections\":[%s]}".formatted(script.apply(looks.incrementAndGet()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(asked ? 202 : 200, bytes.length);
    try (var to = exchange.getResponseBody()) {
      to.write(bytes);
    }
  }
}
