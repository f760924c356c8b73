package io.daybook.checkout.saga;

import io.daybook.embedded.FreshDatabase;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The sagas as a node has them, on a database of PostgreSQL and a command side in memory.
final class RunningSagas implements AutoCloseable {

  private final FreshDatabase database;
  private final CommandSide commandSide;
  private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

  RunningSagas(FreshDatabase database, CommandSide commandSide) {
    this.database = database;
    this.commandSide = commandSide;
  }

  /// Starts them, again if they run.
  void start(Map<String, Object> settings) {
    context.close();
    context = new AnnotationConfigApplicationContext();
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "database",
                Map.of(
                    "daybook.sagas.datasource.url", database.server().jdbcUrl(database.name()))));
    context.registerBean(
        "eventSource",
        StreamableMessageSource.class,
        () -> commandSide.log,
        it -> it.setDestroyMethodName(""));
    context.registerBean(CommandGateway.class, commandSide::gateway);
    context.register(CheckoutSagas.class);
    context.refresh();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /// How many checkouts are running.
  int checkouts() {
    return JdbcClient.create(database.dataSource())
        .sql("select count(*) from checkout")
        .query(Integer.class)
        .single();
  }

  @Override
  public void close() {
    context.close();
  }
}
