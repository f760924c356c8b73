package io.daybook.streams;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.axon.EventSerializer;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.LogLayout;
import io.daybook.kernel.DomainEvent;
import io.daybook.web.WebConfiguration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/// A log that has a past, and the stream API on it.
final class StreamServer implements AutoCloseable {

  static final int PARTITION = 20_000;
  private static final String DATABASE = "events";

  /// Texts with everything that has to be escaped somewhere; long enough to fill every buffer
  /// between us and a reader.
  private static String past(int events) {
    return """
    select ensure_partitions(%1$d + 100000, %2$d);
    insert into events (position, stream, version, aggregate_type, event_id, type, revision,
                        payload, metadata, recorded_at)
    select n,
           case n %% 3 when 0 then 'cart/"' || (n / 30) || '\\' else 'product/' || (n / 30) end,
           case n %% 3 when 0 then n %% 30 / 3 + 1 else n %% 30 - n %% 30 / 3 end,
           case n %% 3 when 0 then 'Cart' else 'Product' end,
           'event-' || n,
           case n %% 3 when 0 then 'cart.line-set' when 1 then 'catalog.product-listed'
                      else 'catalog.price-changed' end,
           '1',
           jsonb_build_object('n', n, 'text', E'tab\\t "quoted" back\\\\slash line\\nend \\u00fc',
                              'rest', repeat('x', 900)),
           '{"traceId": "a\\\\b"}',
           timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second'
      from generate_series(1, %1$d) n;
    """
        .formatted(events, PARTITION);
  }

  /// The same lines, made by PostgreSQL on its own.
  private static String digestOfLog(long first, long last) {
    return """
    select encode(sha256(convert_to(string_agg(
             '{"position":' || position || ',"stream":' || to_json(stream)
             || ',"version":' || version || ',"aggregateType":' || to_json(aggregate_type)
             || ',"eventId":' || to_json(event_id) || ',"type":' || to_json(type)
             || ',"revision":' || to_json(revision) || ',"payload":' || payload
             || ',"metadata":' || metadata || ',"recordedAt":"'
             || replace(split_part((recorded_at at time zone 'UTC')::text, '+', 1), ' ', 'T')
             || 'Z"}' || E'\\n', '' order by position), 'UTF8')), 'hex')
      from events where position between %d and %d
    """
        .formatted(first, last);
  }

  private final EmbeddedPostgres postgres;
  private final HikariDataSource pool;
  private final LogEventStore log;
  private final ConfigurableApplicationContext application;

  private StreamServer(
      EmbeddedPostgres postgres,
      HikariDataSource pool,
      LogEventStore log,
      ConfigurableApplicationContext application) {
    this.postgres = postgres;
    this.pool = pool;
    this.log = log;
    this.application = application;
  }

  /// How many answers are being written.
  int open() {
    return application.getBean(OpenAnswers.class).count();
  }

  /// Starts with so many events in the log: a product listed, its price changed, a cart's line set,
  /// and so on, one a second from 2026 on.
  ///
  /// @param settings of the application, such as `daybook.streams.progress-every=1s`
  static StreamServer start(int events, String... settings) throws SQLException {
    EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase(DATABASE);
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(postgres.jdbcUrl(DATABASE));
    pool.setUsername(postgres.user());
    pool.setMaximumPoolSize(8);
    LogLayout layout = new LogLayout(PARTITION, null);
    EventStoreSchema.migrate(pool, layout);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(past(events));
    }
    LogEventStore log =
        LogEventStore.open(
            pool,
            EventSerializer.ofAllEvents(),
            NoOpEventUpcaster.INSTANCE,
            _ -> true,
            EventStoreSettings.defaults(),
            layout,
            new SimpleMeterRegistry());
    return new StreamServer(postgres, pool, log, web(log, settings));
  }

  private static ConfigurableApplicationContext web(LogEventStore log, String... settings) {
    return new SpringApplicationBuilder(Server.class)
        .properties(
            Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.threads.virtual.enabled", "true",
                "spring.main.banner-mode", "off",
                "spring.jmx.enabled", "false"))
        .properties(settings)
        .initializers(context ->
            ((GenericApplicationContext) context)
                .registerBean(LogEventStore.class, () -> log, it -> it.setDestroyMethodName("")))
        .run();
  }

  URI uri(String path) {
    var server = Objects.requireNonNull(((WebServerApplicationContext) application).getWebServer());
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }

  LogEventStore log() {
    return log;
  }

  <T> T bean(String name, Class<T> type) {
    return application.getBean(name, type);
  }

  void happen(String type, long version, DomainEvent event) {
    log.publish(new GenericDomainEventMessage<>(type, event.stream().toString(), version, event));
  }

  /// The first column of the first row.
  String ask(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /// The digest of a range, made without our code.
  String digest(long first, long last) throws SQLException {
    return ask(digestOfLog(first, last));
  }

  /// Asks and reads nothing yet.
  Socket request(String path, String header) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1 << 16);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri("").getPort()));
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
    String request =
        Stream.of("GET " + path + " HTTP/1.1", "Host: x", "Connection: close", header, "", "")
            .reduce((a, b) -> a + "\r\n" + b)
            .orElseThrow();
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /// What is left after the garbage is gone.
  static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public void close() {
    application.close();
    log.close();
    pool.close();
    postgres.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({StreamsConfiguration.class, WebConfiguration.class})
  static class Server {}
}
