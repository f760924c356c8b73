package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ShopActivityIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  @Test
  void a_shop_in_which_people_only_look_is_not_at_rest() {
    ShopActivity activity = ShopActivity.outside(List.of("product"), VIEWS.pool(), () -> 7);
    await().atMost(PATIENCE).until(() -> !moves(activity));
    assertRest(activity, "nobody looks");

    whileReading("product", () -> assertRest(activity, "the build looks"));
    whileReading("orders", () -> await().atMost(PATIENCE).until(() -> moves(activity)));

    await().atMost(PATIENCE).until(() -> !moves(activity));
  }

  private static boolean moves(ShopActivity activity) {
    long before = activity.getAsLong();
    return activity.getAsLong() != before;
  }

  private static void assertRest(ShopActivity activity, String why) {
    long before = activity.getAsLong();
    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(activity.getAsLong()).as(why).isEqualTo(before));
  }

  private static void whileReading(String table, Runnable meanwhile) {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(() -> {
          while (!over.get()) {
            VIEWS.jdbc().sql("select count(*) from " + table).query(Long.class).single();
          }
        });
    try {
      meanwhile.run();
    } finally {
      over.set(true);
      reader.join();
    }
  }
}
