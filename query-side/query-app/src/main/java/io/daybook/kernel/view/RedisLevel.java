package io.daybook.kernel.view;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers in Redis. Whoever asks waits a few milliseconds at most; after a failure nobody asks for
/// a second. Changes are sent without waiting: if some never arrive, the next ones don't join on,
/// and Redis forgets everything.
final class RedisLevel implements SecondLevel {

  private static final Logger log = LoggerFactory.getLogger(RedisLevel.class);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int WAITING = 1_000;
  private static final byte[] DAY = bytes("86400");

  private final RedisClient client;
  private final RedisURI uri;
  private final Duration patience;
  private final Supplier<String> database;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
  private volatile byte @Nullable [][] state;
  private volatile long restUntil = System.nanoTime();

  /// @param database names the views, whose changes are counted; asked once, when needed
  RedisLevel(CacheSettings.Redis settings, Supplier<String> database) {
    this.uri = RedisURI.create(settings.uri());
    this.patience = settings.timeout();
    this.database = database;
    this.client = RedisClient.create();
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(WAITING)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
            .build());
  }

  @Override
  public @Nullable Answer find(String key, long change) {
    CompletableFuture<byte @Nullable []> asked =
        send(RedisScripts.FIND, ScriptOutputType.VALUE, List.of(number(change), bytes(key)));
    if (asked == null) {
      return null;
    }
    try {
      byte[] entry = asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      Answer answer = entry == null ? null : Answer.ofEntry(entry);
      (answer == null ? misses : hits).increment();
      return answer;
    } catch (TimeoutException | ExecutionException failed) {
      away(failed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  @Override
  public void put(String key, Answer answer, long change) {
    forget(
        send(
            RedisScripts.PUT,
            ScriptOutputType.INTEGER,
            List.of(number(change), bytes(key), answer.toEntry(), DAY)));
  }

  @Override
  public void changed(Collection<String> keys, long from, long to) {
    List<byte[]> arguments = new ArrayList<>(keys.size() + 3);
    arguments.add(number(from));
    arguments.add(number(to));
    arguments.add(bytes(UUID.randomUUID().toString()));
    keys.forEach(it -> arguments.add(bytes(it)));
    forget(send(RedisScripts.CHANGED, ScriptOutputType.INTEGER, arguments));
  }

  @Override
  public void allChanged(long to) {
    changed(List.of(), to, to);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "hit", hits);
    count(registry, "miss", misses);
    count(registry, "failure", failures);
  }

  @Override
  public void each(BiConsumer<String, String> reader) {
    new RedisScan(client, uri).each(reader);
  }

  @Override
  public void close() {
    client.shutdown();
  }

  /// @return null when Redis is away
  private <T> @Nullable CompletableFuture<T> send(
      String script, ScriptOutputType output, List<byte[]> arguments) {
    StatefulRedisConnection<byte[], byte[]> open = connection;
    if (System.nanoTime() - restUntil < 0) {
      return null;
    }
    if (open == null) {
      connect();
      return null;
    }
    try {
      return open.async()
          .<T>eval(script, output, state(), arguments.toArray(byte[][]::new))
          .toCompletableFuture();
    } catch (RedisException failed) {
      away(failed);
      return null;
    }
  }

  /// In the background. Once there was a connection, Lettuce brings it back by itself.
  private void connect() {
    if (connecting.compareAndSet(false, true)) {
      var _ =
          client
              .connectAsync(ByteArrayCodec.INSTANCE, uri)
              .whenComplete((opened, failed) -> {
                if (failed == null) {
                  connection = opened;
                } else {
                  away(failed);
                }
                connecting.set(false);
              });
    }
  }

  /// Braces let a cluster keep it all in one place.
  private byte[][] state() {
    byte @Nullable [][] known = state;
    if (known == null) {
      known = new byte[][] {bytes("daybook:{" + database.get() + "}")};
      state = known;
    }
    return known;
  }

  private void forget(@Nullable CompletableFuture<Object> sent) {
    if (sent != null) {
      var _ =
          sent.exceptionally(failed -> {
            away(failed);
            return 0L;
          });
    }
  }

  private void away(Throwable failed) {
    failures.increment();
    restUntil = System.nanoTime() + REST.toNanos();
    log.debug("Redis is left alone for {}", REST, failed);
  }

  private static void count(MeterRegistry registry, String result, LongAdder number) {
    FunctionCounter.builder("daybook.cache.shared.gets", number, LongAdder::doubleValue)
        .description("Questions to the cache that processes share")
        .tag("result", result)
        .register(registry);
  }

  private static byte[] number(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
