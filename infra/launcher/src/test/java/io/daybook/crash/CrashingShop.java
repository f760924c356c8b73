package io.daybook.crash;

import io.daybook.axon.LogProcessor;
import io.daybook.checkout.saga.CheckoutSagas;
import io.daybook.crash.Task.Errand;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.app.CommandSide;
import io.daybook.kernel.projection.Projections;
import io.daybook.privacy.PersonalDataVault;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// A process that takes orders until it dies where it was told to.
///
/// Its life: it starts on what the one before left behind, brings every order to its end that died
/// with that one, waits for everything to come to rest, and takes orders, one after the other,
/// until one passes the point. Ends with 137 when it died there, and with 0 when that was not its
/// errand; everything else is a failure.
final class CrashingShop {

  /// How a process ends whose orders never passed the point.
  static final int NEVER_REACHED = 3;

  private static final int WATCHED = 10;
  private static final int ATTEMPTS = 300;

  /// How often a step is done again in one order is up to clocks and threads.
  private static final int ATTEMPTS_AT_REPETITIONS = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final String WEBHOOKS = "sandboxWebhooks";
  private static final List<String> FOR_REQUESTS =
      List.of(
          "commandContract",
          "commandDesk",
          "commandRoutes",
          "commandBatch",
          "webhookEndpoint",
          WEBHOOKS);

  private final Task task;
  private final Points points;
  private final ConfigurableApplicationContext application;
  private final LogEventStore log;
  private final Shopper shopper;

  private CrashingShop(Task task) {
    this.task = task;
    points = new Points(task.point(), task.journal().points());
    application =
        new SpringApplicationBuilder(task.errand() == Errand.SETTLE ? Audited.class : Lean.class)
            .web(WebApplicationType.NONE)
            .properties(task.settings())
            .initializers(it -> {
              it.addBeanFactoryPostProcessor(CrashingShop::leaveOutRequests);
              it.getBeanFactory()
                  .addBeanPostProcessor(new PointedBeans(points, new Surroundings()));
            })
            .run();
    if (task.scenario().card() == Scenario.Card.LATE) {
      application.getBean(WEBHOOKS);
    }
    log = application.getBean(LogEventStore.class);
    shopper =
        new Shopper(
            task.scenario(),
            application.getBean(CommandGateway.class),
            log,
            application.getBean("sealingVault", PersonalDataVault.class),
            PATIENCE);
  }

  /// @param arguments a [Task]'s
  public static void main(String[] arguments) {
    CrashingShop shop = new CrashingShop(Task.of(List.of(arguments)));
    System.out.println(
        "Started in "
            + ProcessHandle.current().info().totalCpuDuration().orElseThrow()
            + " of CPU");
    try {
      System.exit(shop.run());
    } catch (RuntimeException | AssertionError failed) {
      failed.printStackTrace();
      System.exit(1);
    }
  }

  private int run() {
    shopper.deliver();
    task.journal().unfinished().forEach(this::recover);
    switch (task.errand()) {
      case WATCH -> takeOrders(WATCHED);
      case DIE -> {
        takeOrders(Points.isRepetition(task.point()) ? ATTEMPTS_AT_REPETITIONS : ATTEMPTS);
        return NEVER_REACHED;
      }
      case SETTLE -> {
        task.journal().begun().forEach(this::recover);
        rest();
        new Books(task, shopper, application).check();
      }
    }
    application.close();
    return 0;
  }

  private void recover(String order) {
    shopper.shop(order, () -> {});
    task.journal().end(order);
  }

  private void takeOrders(int howMany) {
    for (int i = 0; i < howMany; i++) {
      String order = "o-%d".formatted(task.journal().begun().size() + 1);
      task.journal().begin(order);
      shopper.shop(
          order,
          () -> {
            rest();
            points.open(order);
          });
      rest();
      points.close(task.scenario().isOwnEnd(shopper.history(order)));
      task.journal().end(order);
    }
  }

  /// Returns when nobody who follows the log has anything left to do.
  private void rest() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            application.getBeansOfType(LogProcessor.class).values().stream()
                .filter(it -> !it.name().startsWith("projections.catalog"))
                .allMatch(it -> it.position() == log.head()));
  }

  /// What only requests need is made by none.
  private static void leaveOutRequests(ConfigurableListableBeanFactory beans) {
    FOR_REQUESTS.forEach(it -> beans.getBeanDefinition(it).setLazyInit(true));
  }

  /// The sides that act.
  @Configuration(proxyBeanMethods = false)
  @Import({CommandSide.class, CheckoutSagas.class})
  static class Lean {}

  /// And those that add up.
  @Configuration(proxyBeanMethods = false)
  @Import({Lean.class, Projections.class})
  static class Audited {}
}
