package io.daybook.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// C1: at every prefix of the log, promised units are neither negative nor more than are on hand,
/// and the level that an event tells is the one that the events before it add up to.
class OverbookingSpec {

  private static final List<Sku> SKUS = List.of(new Sku("A"), new Sku("B"), new Sku("C"));

  private final Map<Sku, StockLevel> books = new HashMap<>();
  private final List<DomainEvent> log = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothing_is_promised_that_is_not_there(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Warehouse warehouse = new Warehouse(this::audit);

    for (int i = 0; i < 1_500; i++) {
      switch (random.nextInt(10)) {
        case 0, 1 -> warehouse.decide(new ReceiveStock(sku(random), random.nextInt(0, 20), "any"));
        case 2 -> warehouse.decide(new AdjustStock(sku(random), random.nextInt(-9, 5), "any"));
        case 3, 4, 5, 6 -> warehouse.decide(new ReserveStock(order(random), lines(random)));
        case 7 -> warehouse.decide(new ShipReservation(order(random)));
        default -> warehouse.decide(new ReleaseReservation(order(random), ReleaseReason.EXPIRED));
      }
    }

    assertThat(log).hasAtLeastOneElementOfType(StockReleased.class);
    assertThat(log).hasAtLeastOneElementOfType(StockShipped.class);
  }

  private void audit(DomainEvent event) {
    log.add(event);
    if (event instanceof StockItemEvent moved) {
      StockLevel before = books.getOrDefault(moved.sku(), StockLevel.NONE);
      StockLevel after =
          switch (moved) {
            case StockReceived it -> move(before, it.units(), 0);
            case StockAdjusted it -> move(before, it.delta(), 0);
            case StockReserved it -> move(before, 0, it.units());
            case StockReleased it -> move(before, 0, -it.units());
            case StockShipped it -> move(before, -it.units(), -it.units());
            case StockReservedCorrected it -> move(before, 0, it.delta());
          };
      assertThat(moved.level()).as("%s", moved).isEqualTo(after);
      assertThat(after.promised()).as("%s", moved).isBetween(0L, after.onHand());
      books.put(moved.sku(), after);
    }
  }

  private static StockLevel move(StockLevel level, int onHand, int promised) {
    return new StockLevel(level.onHand() + onHand, level.promised() + promised);
  }

  private static Sku sku(RandomGenerator random) {
    return SKUS.get(random.nextInt(SKUS.size()));
  }

  private static OrderId order(RandomGenerator random) {
    return new OrderId("order-" + random.nextInt(400));
  }

  private static List<ReservedLine> lines(RandomGenerator random) {
    return random
        .ints(random.nextInt(1, 5), 1, 8)
        .mapToObj(units -> new ReservedLine(sku(random), units))
        .toList();
  }
}
