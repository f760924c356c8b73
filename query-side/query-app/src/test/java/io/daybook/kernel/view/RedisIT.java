package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.Sku;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A real Redis between two processes, which comes and goes.
final class RedisIT {

  private static final int CHANGES = Integer.getInteger("daybook.cache.events", 3_000);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final ShopLog LOG = new ShopLog();

  @TempDir static Path directory;
  private static RedisProcess redis;
  private static EmbeddedPostgres postgres;
  private static ConfigurableApplicationContext both;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisProcess.start(directory);
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    both = run(RunningShop.Application.class);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    both.close();
    postgres.close();
    redis.close();
  }

  private static ConfigurableApplicationContext run(Class<?> sides) {
    return RunningShop.run(
        sides, LOG, postgres, NOWHERE, "--daybook.cache.redis.uri=" + redis.uri());
  }

  @Test
  void what_one_process_has_read_another_need_not_until_it_changes() throws Exception {
    PriceRush rush = new PriceRush(LOG, List.of(both), client);
    Sku jar = new Sku("jar");
    long listed = LOG.append(new ProductListed(jar, "Jar", "", "", PriceRush.pounds(1)));
    JdbcClient views = both.getBean("viewsJdbc", JdbcClient.class);
    SecondLevel level = both.getBean(SecondLevel.class);
    await()
        .until(() -> {
          both.getBean(Shelves.class).allChanged(head(views));
          rush.json(both, "/v1/products/jar", listed);
          return level.find("product/jar", head(views)) != null;
        });
    // Nobody is told, so that it shows where an answer comes from.
    views.sql("update product set price_minor = 9 where sku = 'jar'").update();

    try (ConfigurableApplicationContext other = run(RunningShop.Queries.class)) {
      await()
          .until(() -> {
            other.getBean(Shelves.class).allChanged(head(views));
            return rush.json(other, "/v1/products/jar", listed).at("/price/minor").asInt() == 1;
          });
      long changed = LOG.append(new PriceChanged(jar, PriceRush.pounds(2), PriceRush.pounds(1)));
      assertThat(rush.json(other, "/v1/products/jar", changed).at("/price/minor").asInt())
          .isEqualTo(2);
      assertThat(rush.json(both, "/v1/products/jar", changed).at("/price/minor").asInt())
          .isEqualTo(2);
    }
  }

  private static long head(JdbcClient views) {
    return views.sql("select number from view_head").query(Long.class).single();
  }

  @Test
  void with_redis_killed_frozen_and_back_no_answer_is_too_old_and_none_takes_long()
      throws Exception {
    try (ConfigurableApplicationContext other = run(RunningShop.Queries.class)) {
      PriceRush rush = new PriceRush(LOG, List.of(both, other), client);
      Callable<Void> trouble =
          () -> {
            redis.freeze();
            pause();
            redis.thaw();
            pause();
            redis.kill();
            pause();
            redis.startAgain();
            return null;
          };
      assertThat(rush.run(CHANGES, trouble)).isGreaterThan(100);
      assertThat(rush.run(CHANGES / 4, () -> true)).isGreaterThan(20);
      assertThat(rush.slowestMillis()).isLessThan(2_000);
      JdbcClient views = both.getBean("viewsJdbc", JdbcClient.class);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            both.getBean(Shelves.class).allChanged(head(views));
            rush.json(both, "/v1/products/sku-0", 0);
            return both.getBean(SecondLevel.class).find("product/sku-0", head(views)) != null;
          });
    }
  }

  private static void pause() {
    long until = System.nanoTime() + Duration.ofMillis(700).toNanos();
    await().pollDelay(Duration.ofMillis(700)).until(() -> System.nanoTime() >= until);
  }
}
