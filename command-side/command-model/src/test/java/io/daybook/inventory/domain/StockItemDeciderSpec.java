package io.daybook.inventory.domain;

import io.daybook.inventory.command.InventoryRejection.StockWouldBeNegative;
import io.daybook.inventory.command.InventoryRejection.UnitsOutOfRange;
import io.daybook.inventory.command.StockItemCommand;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.command.StockItemCommand.CorrectReservedStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.RuleBook;
import org.junit.jupiter.api.Test;

class StockItemDeciderSpec extends RuleBook<StockItemCommand, StockItem, StockItemEvent> {

  private static final Sku MUG = new Sku("85123A");

  StockItemDeciderSpec() {
    super(new StockItemDecider());
  }

  @Test
  void received_units_are_on_hand() {
    given().when(receive(10)).then(received(10, 10));
    given(received(10, 10)).when(receive(10)).then(received(10, 20));
  }

  @Test
  void a_delivery_has_at_least_one_unit() {
    given().when(receive(0)).thenRejected(new UnitsOutOfRange(MUG, 0));
    given().when(receive(-1)).thenRejected(new UnitsOutOfRange(MUG, -1));
  }

  @Test
  void the_books_are_set_right_in_both_directions() {
    given(received(10, 10)).when(adjust(-10)).then(adjusted(-10, 0));
    given(received(10, 10)).when(adjust(1)).then(adjusted(1, 11));
  }

  @Test
  void an_adjustment_adjusts_something() {
    given(received(10, 10)).when(adjust(0)).thenRejected(new UnitsOutOfRange(MUG, 0));
  }

  @Test
  void nobody_loses_what_is_not_there_or_is_promised() {
    given(received(10, 10)).when(adjust(-11)).thenRejected(new StockWouldBeNegative(MUG, -11, 10));
    given(received(10, 10), reserved(4, 10))
        .when(adjust(-7))
        .thenRejected(new StockWouldBeNegative(MUG, -7, 6));
    given(received(10, 10), reserved(4, 10))
        .when(adjust(-6))
        .then(new StockAdjusted(MUG, -6, "broken", new StockLevel(4, 4)));
  }

  @Test
  void promised_units_are_set_right_by_a_difference() {
    given(received(10, 10), reserved(4, 10)).when(correct(-4)).then(corrected(-4, 0));
    given(received(10, 10), reserved(4, 10)).when(correct(6)).then(corrected(6, 10));
  }

  @Test
  void no_more_is_promised_than_there_is_and_no_less_than_nothing() {
    given(received(10, 10), reserved(4, 10))
        .when(correct(0))
        .thenRejected(new UnitsOutOfRange(MUG, 0));
    given(received(10, 10), reserved(4, 10))
        .when(correct(-5))
        .thenRejected(new StockWouldBeNegative(MUG, -5, 4));
    given(received(10, 10), reserved(4, 10))
        .when(correct(7))
        .thenRejected(new StockWouldBeNegative(MUG, -7, 6));
  }

  private static StockItemCommand correct(int delta) {
    return new CorrectReservedStock(MUG, delta, "found");
  }

  private static StockItemEvent corrected(int delta, long promised) {
    return new StockReservedCorrected(MUG, delta, "found", new StockLevel(10, promised));
  }

  private static StockItemCommand receive(int units) {
    return new ReceiveStock(MUG, units, "delivery 1");
  }

  private static StockItemCommand adjust(int delta) {
    return new AdjustStock(MUG, delta, "broken");
  }

  private static StockItemEvent received(int units, long onHand) {
    return new StockReceived(MUG, units, "delivery 1", new StockLevel(onHand, 0));
  }

  private static StockItemEvent adjusted(int delta, long onHand) {
    return new StockAdjusted(MUG, delta, "broken", new StockLevel(onHand, 0));
  }

  private static StockItemEvent reserved(int units, long onHand) {
    return new StockReserved(MUG, new OrderId("1"), units, new StockLevel(onHand, units));
  }
}
