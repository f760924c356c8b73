package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.Rebuilds;
import io.daybook.kernel.view.TwoNodes.Heard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A release brings a view that is new to a shop that is open.
final class FirstBuildIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SALES = "projections.ordering.sales";
  private static final String SOLD = "/v1/sales?from=2010-12-01&to=2010-12-31&by=product";

  @Test
  void a_new_view_is_filled_while_all_others_answer_and_shows_nothing_before() throws Exception {
    try (TwoNodes older = TwoNodes.start()) {
      ask(older, 0, SOLD, History.tellTo(older.log()));
      String sold = ask(older, 1, SOLD, older.log().head()).body();
      RunningShop one = older.nodes().getFirst();
      DataSource views = one.application().getBean("viewsDataSource", DataSource.class);
      forgetSales(views);
      assertThat(ask(older, 0, "/v1/orders/536365", price(older, 1)).status()).isEqualTo(200);

      try (Connection reader = views.getConnection()) {
        keepFromExchange(reader);
        try (ConfigurableApplicationContext newer =
            RunningShop.run(one.log(), one.postgres(), one.elasticsearch())) {
          TwoNodes all =
              new TwoNodes(
                  one.log(),
                  List.of(
                      new RunningShop(
                          one.log(), one.postgres(), one.elasticsearch(), newer, one.client()),
                      one,
                      older.nodes().getLast()));
          assertThat(ask(all, 0, SOLD, 0).status()).as("from the first answer on").isEqualTo(503);
          await()
              .atMost(PATIENCE)
              .until(() -> ask(all, 1, SOLD, 0).status() + ask(all, 2, SOLD, 0).status() == 1006);
          for (int visit = 2; visit < 5; visit++) {
            for (String question : ReadYourWritesIT.QUESTIONS.values()) {
              Heard heard = ask(all, visit % 3, question, price(all, visit));
              assertThat(heard.status())
                  .as("%s: %s", question, heard.body())
                  .isEqualTo(question.equals(SOLD) ? 503 : 200);
              assertThat(heard.headers().firstValue("Retry-After").isPresent())
                  .isEqualTo(question.equals(SOLD));
            }
          }
          assertThat(newer.getBean(Rebuilds.class).list())
              .filteredOn(it -> it.name().equals("ordering.sales"))
              .allMatch(it -> it.version() == 0 && it.next() != null);

          reader.rollback();
          for (int node = 0; node < 3; node++) {
            int asked = node;
            await().atMost(PATIENCE).until(() -> ask(all, asked, SOLD, 0).status() == 200);
            Heard heard = ask(all, node, SOLD, price(all, 10 + node));
            assertThat(heard.body()).isEqualTo(sold);
          }
        }
      }
    }
  }

  private static Heard ask(TwoNodes shop, int node, String question, long token) throws Exception {
    return shop.ask(node, question, "Consistency-Token", "" + token, "Prefer", "wait=20");
  }

  private static long price(TwoNodes shop, long minor) {
    return shop.log().append(new PriceChanged(new Sku("85123A"), pounds(minor), pounds(minor - 1)));
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }

  /// As a release left it that had no sales.
  private static void forgetSales(DataSource views) {
    JdbcClient jdbc = JdbcClient.create(views);
    jdbc.sql(
            """
            delete from projection_position where name = '%1$s';
            delete from projection_version where name = '%1$s';
            truncate sales
            """
                .formatted(SALES))
        .update();
  }

  /// Nobody takes the place of a table that is being read.
  private static void keepFromExchange(Connection reader) throws SQLException {
    reader.setAutoCommit(false);
    try (var statement = reader.createStatement()) {
      statement.execute("select count(*) from sales");
    }
  }
}
