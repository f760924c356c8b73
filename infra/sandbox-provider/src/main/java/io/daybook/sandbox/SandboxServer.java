package io.daybook.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/// The sandbox payment provider's HTTP interface, on the loopback interface. Thread-safe.
public final class SandboxServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SandboxServer.class);
  private static final String ROOT = "/v1/";
  private static final int PAGE = 1_000;
  private static final int BODY_LIMIT = 64 * 1024;
  private static final int DIED_ON_PURPOSE = 1;

  /// Most connections that the sandbox takes from a pool that may be somebody else's.
  private static final int DATABASE_SLOTS = 4;

  private final SandboxSettings settings;
  private final HttpServer http;
  private final Books books;
  private final Calls calls;
  private final Webhooks webhooks;
  private final Semaphore databaseSlots = new Semaphore(DATABASE_SLOTS);
  private final CountDownLatch closed = new CountDownLatch(1);

  private SandboxServer(SandboxSettings settings, DataSource database, HttpServer http) {
    JdbcClient jdbc = JdbcClient.create(database);
    this.settings = settings;
    this.http = http;
    this.books = new Books(jdbc);
    this.calls =
        new Calls(
            jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), books, settings);
    this.webhooks = new Webhooks(jdbc, books, settings.webhookSecret(), Clock.systemUTC());
  }

  /// Starts one whose ledger is in the schema `sandbox` of a database, which is made when it is
  /// missing.
  ///
  /// @throws UncheckedIOException when its port is taken
  public static SandboxServer start(SandboxSettings settings, DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .schemas("sandbox")
        .locations("classpath:db/sandbox")
        .load()
        .migrate();
    try {
      HttpServer http =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
      SandboxServer server = new SandboxServer(settings, database, http);
      http.createContext("/", server::handle);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.start();
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Where it listens.
  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /// From now on tells `receiver` by webhook, also what was due before.
  public void tell(Receiver receiver) {
    webhooks.tell(receiver);
  }

  /// Stops; whoever waits for an answer gets none.
  @Override
  public void close() {
    closed.countDown();
    webhooks.close();
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Told told = told(exchange);
      switch (told.manner()) {
        case ANSWER -> send(exchange, told);
        case FAIL -> send(exchange, Told.refusal(500, "Something broke."));
        case CUT -> {
          // Closing an exchange without an answer ends the connection.
        }
        case HANG -> holdUntilClosed();
        case DIE -> {
          if (settings.mortal()) {
            Runtime.getRuntime().halt(DIED_ON_PURPOSE);
          }
        }
      }
    }
  }

  private static void send(HttpExchange exchange, Told told) throws IOException {
    byte[] body = told.json().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(told.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  private Told told(HttpExchange exchange) throws IOException {
    // Read to its end, or the connection can't be used again.
    byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
    String shown = exchange.getRequestHeaders().getFirst("authorization");
    if (!("Bearer " + settings.apiKey()).equals(shown)) {
      return Told.refusal(401, "The API key is wrong.");
    }
    String path = exchange.getRequestURI().getPath();
    String operation = path.startsWith(ROOT) ? path.substring(ROOT.length()) : "";
    String request = exchange.getRequestMethod() + ' ' + operation;
    try {
      databaseSlots.acquireUninterruptibly();
      if (request.equals("GET ledger")) {
        return ledger(exchange.getRequestURI().getQuery());
      }
      return request.startsWith("POST ") && Calls.OPERATIONS.contains(operation)
          ? call(exchange.getRequestHeaders().getFirst("idempotency-key"), operation, body)
          : Told.refusal(404, "There is nothing here.");
    } catch (JacksonException odd) {
      return Told.refusal(400, "The body is not as agreed.");
    } catch (DataAccessException | TransactionException away) {
      log.info("The ledger is away: {}", away.toString());
      return Told.refusal(503, "Try again.");
    } finally {
      databaseSlots.release();
    }
  }

  private Told ledger(@Nullable String query) {
    String after = query == null ? "" : query.replaceFirst("^after=", "");
    return Told.answer(Map.of("payments", books.lines(after, PAGE)));
  }

  private Told call(@Nullable String key, String operation, byte[] body) {
    if (key == null || key.isBlank()) {
      return Told.refusal(400, "An Idempotency-Key is needed.");
    }
    String json = new String(body, StandardCharsets.UTF_8);
    return calls.make(key, operation, json, Json.read(body, Wish.class));
  }

  private void holdUntilClosed() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
