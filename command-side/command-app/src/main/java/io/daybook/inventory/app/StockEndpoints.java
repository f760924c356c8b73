package io.daybook.inventory.app;

import static org.springframework.http.HttpMethod.POST;

import io.daybook.inventory.command.StockItemCommand;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.Sku;
import io.daybook.kernel.app.Call;
import io.daybook.kernel.app.Endpoint;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.Wish;
import java.util.List;

/// Inventory's part of the command API. Reservations are made by processes, not by callers.
final class StockEndpoints implements Endpoints {

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(POST, "/v1/stock/{sku}/receipts", StockEndpoints::receive)
            .taking("ReceiveStock")
            .keyed(),
        Endpoint.of(POST, "/v1/stock/{sku}/adjustments", StockEndpoints::adjust)
            .taking("AdjustStock")
            .keyed());
  }

  private static Wish receive(Call call) {
    Delivery it = call.body(Delivery.class);
    return booked(new ReceiveStock(sku(call), it.units(), it.reference()));
  }

  private static Wish adjust(Call call) {
    Adjustment it = call.body(Adjustment.class);
    return booked(new AdjustStock(sku(call), it.delta(), it.reason()));
  }

  private static Wish booked(StockItemCommand command) {
    return Wish.created(command, command.sku(), "/v1/stock/%s", command.sku());
  }

  private static Sku sku(Call call) {
    return call.id("sku", Sku::new);
  }

  private record Delivery(int units, String reference) {}

  private record Adjustment(int delta, String reason) {}
}
