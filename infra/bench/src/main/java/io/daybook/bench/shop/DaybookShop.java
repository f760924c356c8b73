package io.daybook.bench.shop;

import io.daybook.axon.MessageKeys;
import io.daybook.bench.Bed;
import io.daybook.catalog.command.ProductCommand.ListProduct;
import io.daybook.checkout.saga.CheckoutSagas;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.app.CommandSide;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Command;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Import;

/// Daybook's command side and its checkout, as a node has them that serves no queries: whole
/// contracts, idempotency keys, receipts, quarantine and all.
final class DaybookShop implements Shop {

  static final String NAME = "daybook";

  private final WebNode node;

  private DaybookShop(WebNode node) {
    this.node = node;
  }

  static DaybookShop on(Bed bed) {
    Map<String, Object> settings = new HashMap<>();
    for (String side : new String[] {"events", "sagas"}) {
      String database = bed.database("flash_" + side);
      settings.put("daybook.%s.datasource.url".formatted(side), bed.jdbcUrl(database));
      settings.put("daybook.%s.datasource.username".formatted(side), bed.user());
    }
    return new DaybookShop(WebNode.start(Sides.class, settings, _ -> {}));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public URI api() {
    return node.api();
  }

  @Override
  public void sell(String sku, int units) throws Exception {
    Money price = Money.of(100, Currency.GBP);
    ask(new ListProduct(new Sku(sku), "A lamp", "", "Light", price));
    ask(new ReceiveStock(new Sku(sku), units, "truck"));
  }

  @Override
  public void close() {
    node.close();
  }

  private void ask(Command command) throws Exception {
    Object answer =
        node.bean(CommandGateway.class)
            .send(new GenericCommandMessage<>(command, Map.of(MessageKeys.ACTOR, "bench")))
            .get();
    if (!(answer instanceof Done)) {
      throw new IllegalStateException("%s is answered with %s".formatted(command, answer));
    }
  }

  @Import({CommandSide.class, CheckoutSagas.class})
  static class Sides {}
}
