package io.daybook.bench.reading;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.axon.LogProcessor;
import io.daybook.axon.MessageKeys;
import io.daybook.bench.Bed;
import io.daybook.bench.shop.WebNode;
import io.daybook.catalog.command.ProductCommand.ChangePrice;
import io.daybook.catalog.command.ProductCommand.ListProduct;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.app.CommandSide;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.projection.Projections;
import io.daybook.kernel.projection.Rebuilds;
import io.daybook.kernel.view.QuerySide;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A node of Daybook with all that writes and reads: command side, projections of every context,
/// query side. Commands are sent inside of it, questions come over HTTP.
final class DaybookShop implements AutoCloseable {

  private final WebNode node;
  private final EmbeddedElasticsearch elasticsearch;
  private final HikariDataSource views;
  private final AtomicLong prices = new AtomicLong(100);

  private DaybookShop(WebNode node, EmbeddedElasticsearch elasticsearch, HikariDataSource views) {
    this.node = node;
    this.elasticsearch = elasticsearch;
    this.views = views;
  }

  /// With nothing in it.
  static DaybookShop on(Bed bed) {
    return on(bed, bed.database("views"), EmbeddedElasticsearch.startTemporary(), _ -> {});
  }

  /// @param views name of the database of its tables, which may be filled
  /// @param elasticsearch is closed with it
  /// @param more adds beans to it
  static DaybookShop on(
      Bed bed,
      String views,
      EmbeddedElasticsearch elasticsearch,
      Consumer<GenericApplicationContext> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("daybook.elasticsearch.uri", elasticsearch.uri().toString());
    Map.of("events", bed.database("events"), "views", views)
        .forEach((side, database) -> {
          settings.put("daybook.%s.datasource.url".formatted(side), bed.jdbcUrl(database));
          settings.put("daybook.%s.datasource.username".formatted(side), bed.user());
        });
    return new DaybookShop(
        WebNode.start(Sides.class, settings, more), elasticsearch, bed.pool(views));
  }

  /// Where it is asked.
  URI api() {
    return node.api();
  }

  /// Waits for the search index, which is missing at first and filled by itself.
  ///
  /// @return seconds
  double awaitIndex() {
    long begin = System.nanoTime();
    JdbcClient tables = JdbcClient.create(views);
    while (tables.sql("select count(*) from search_index").query(Long.class).single() == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /// What builds its read models again.
  Rebuilds rebuilds() {
    return node.bean(Rebuilds.class);
  }

  /// Its tables, for whoever asks them directly.
  HikariDataSource views() {
    return views;
  }

  void list(String sku, String name) throws Exception {
    ask(new ListProduct(new Sku(sku), name, "", "Kitchen", pounds(100)));
  }

  Done changePrice(String sku) throws Exception {
    return ask(new ChangePrice(new Sku(sku), pounds(prices.incrementAndGet())));
  }

  /// The position that all views have reached.
  long position() {
    return node.beans(LogProcessor.class).stream()
        .filter(it -> it.name().startsWith("projections."))
        .mapToLong(LogProcessor::position)
        .min()
        .orElseThrow();
  }

  @Override
  public void close() {
    node.close();
    views.close();
    elasticsearch.close();
  }

  private Done ask(Command command) throws Exception {
    Object answer =
        node.bean(CommandGateway.class)
            .send(new GenericCommandMessage<>(command, Map.of(MessageKeys.ACTOR, "bench")))
            .get();
    if (answer instanceof Done done) {
      return done;
    }
    throw new IllegalStateException("%s is answered with %s".formatted(command, answer));
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }

  @Import({CommandSide.class, Projections.class, QuerySide.class})
  static class Sides {}
}
