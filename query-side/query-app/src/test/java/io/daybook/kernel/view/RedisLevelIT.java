package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of what processes share, on a real Redis: two processes, step by step.
final class RedisLevelIT {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir static Path directory;
  private static RedisProcess redis;
  private final String database = UUID.randomUUID().toString();
  private RedisLevel one;
  private RedisLevel other;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisProcess.start(directory);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void open() {
    one = level();
    other = level();
    // A connection comes in its own time, and what is told before is lost.
    await()
        .until(() -> {
          one.allChanged(10);
          other.allChanged(10);
          one.put("probe", answer(0), 10);
          return one.find("probe", 10) != null && other.find("probe", 10) != null;
        });
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void one_finds_what_another_has_put_until_it_changes() {
    one.put("a", answer(1), 10);
    one.put("b", answer(1), 10);
    // Only what comes over one connection comes in order.
    assertThat(seen(one, "b", 10)).isEqualTo("1");
    assertThat(seen(other, "a", 10)).isEqualTo("1");
    other.changed(List.of("a"), 10, 11);
    assertThat(seen(other, "a", 10)).isNull();
    assertThat(seen(other, "b", 11)).isEqualTo("1");
  }

  @Test
  void whoever_knows_a_later_change_than_redis_finds_nothing() {
    one.put("a", answer(1), 10);
    assertThat(seen(one, "a", 11)).isNull();
    one.changed(List.of(), 10, 11);
    assertThat(seen(one, "a", 11)).isEqualTo("1");
  }

  @Test
  void what_was_read_before_a_change_is_refused_after_it() {
    other.changed(List.of("a"), 10, 11);
    assertThat(seen(other, "a", 11)).isNull();
    one.put("a", answer(1), 10);
    assertThat(seen(one, "a", 11)).isNull();
    one.put("a", answer(2), 11);
    assertThat(seen(one, "a", 11)).isEqualTo("2");
  }

  @Test
  void when_changes_are_missing_everything_is_forgotten() {
    one.put("a", answer(1), 10);
    one.put("b", answer(1), 10);
    one.changed(List.of("a"), 12, 13);
    assertThat(seen(one, "b", 13)).isNull();
    one.put("b", answer(1), 12);
    assertThat(seen(one, "b", 13)).isNull();
    one.put("b", answer(2), 13);
    assertThat(seen(one, "b", 13)).isEqualTo("2");
  }

  @Test
  void a_change_told_again_or_late_forgets_nothing_that_includes_it() {
    one.changed(List.of("a"), 10, 11);
    one.put("a", answer(2), 11);
    assertThat(seen(one, "a", 11)).isEqualTo("2");
    other.changed(List.of("a"), 10, 11);
    other.allChanged(11);
    assertThat(seen(other, "a", 11)).isEqualTo("2");
  }

  @Test
  void what_is_remembered_of_single_things_is_bounded_and_what_it_refused_stays_refused() {
    List<String> many =
        IntStream.rangeClosed(0, RedisScripts.MOST_CHANGES).mapToObj(it -> "k" + it).toList();
    one.put("b", answer(1), 10);
    one.changed(many, 10, 11);
    one.changed(List.of("a"), 11, 12);
    one.put("k7", answer(1), 10);
    assertThat(seen(one, "k7", 12)).isNull();
    assertThat(seen(one, "b", 12)).isEqualTo("1");
    one.put("k7", answer(2), 12);
    assertThat(seen(one, "k7", 12)).isEqualTo("2");
  }

  private RedisLevel level() {
    return new RedisLevel(new CacheSettings.Redis(redis.uri(), PATIENCE), () -> database);
  }

  private static Answer answer(int now) {
    return Answer.of(now, now);
  }

  private static @Nullable String seen(RedisLevel level, String key, long change) {
    Answer found = level.find(key, change);
    return found == null ? null : new String(found.json(), StandardCharsets.UTF_8);
  }
}
