package io.daybook.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells by webhook, signed as Standard Webhooks says, again and again with growing pauses of up to
/// a minute until it is taken. Thread-safe.
final class Webhooks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private record Due(String id, String orderId, String body) {}

  private final JdbcClient jdbc;
  private final Books books;
  private final SecretKeySpec secret;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("sandbox-webhooks").factory());

  Webhooks(JdbcClient jdbc, Books books, String secret, Clock clock) {
    this.clock = clock;
    this.jdbc = jdbc;
    this.books = books;
    String base64 = secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret;
    this.secret = new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256");
  }

  /// From now on tells `receiver` what is due.
  void tell(Receiver receiver) {
    // It ends with the timer; a delivery that fails is logged and comes again.
    var _ =
        timer.scheduleWithFixedDelay(
            () -> deliver(receiver), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void deliver(Receiver receiver) {
    try {
      for (Due due : due()) {
        books.hold(due.id(), due.orderId());
        deliver(receiver, due);
      }
    } catch (RuntimeException failed) {
      log.info("Webhooks can't be sent now and go again: {}", failed.toString());
    }
  }

  private void deliver(Receiver receiver, Due due) {
    byte[] body = due.body().getBytes(StandardCharsets.UTF_8);
    long timestamp = clock.instant().getEpochSecond();
    try {
      receiver.receive(due.id(), timestamp, body, sign(due.id(), timestamp, body));
    } catch (RuntimeException notTaken) {
      log.info("A webhook was not taken and goes again: {}", notTaken.toString());
      later(due);
      return;
    }
    jdbc.sql("update sandbox.webhook set delivered_at = clock_timestamp() where id = ?")
        .param(due.id())
        .update();
  }

  private void later(Due due) {
    jdbc.sql(
            """
            update sandbox.webhook
            set attempts = attempts + 1,
                due_at = clock_timestamp()
                    + least(power(2, least(attempts, 10)) * 0.25, 60) * interval '1 second'
            where id = ?
            """)
        .param(due.id())
        .update();
  }

  private List<Due> due() {
    return jdbc.sql(
            """
            select id, order_id, body from sandbox.webhook
            where delivered_at is null and due_at <= clock_timestamp() order by due_at limit 100
            """)
        .query(Due.class)
        .list();
  }

  private String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
