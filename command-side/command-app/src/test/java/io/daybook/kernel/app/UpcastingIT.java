package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.EventJson;
import io.daybook.axon.EventSerializer;
import io.daybook.cart.domain.Cart;
import io.daybook.cart.domain.CartDecider;
import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A cart that an older program kept: there, a line was no record of its own and its price a
/// decimal number. Today's program reads it by an upcaster, and comes to the cart that it would
/// have kept itself.
class UpcastingIT {

  private static final String STREAM = "cart/0192f0c1-7a10-7cc3-9b1e-2f6f2b0c1d01";
  private static final CartId CART = new CartId("0192f0c1-7a10-7cc3-9b1e-2f6f2b0c1d01");
  private static final SerializedType OLD = new SimpleSerializedType("cart.line-set", "0");
  private static final SerializedType NEW = new SimpleSerializedType("cart.line-set", "1");

  /// What the older program kept.
  private static final List<String> GOLDEN =
      List.of(
          """
          {"cartId":"0192f0c1-7a10-7cc3-9b1e-2f6f2b0c1d01","sku":"85123A",
           "name":"WHITE HANGING HEART T-LIGHT HOLDER","units":6,"price":"2.55","currency":"GBP"}
          """,
          """
          {"cartId":"0192f0c1-7a10-7cc3-9b1e-2f6f2b0c1d01","sku":"71053",
           "name":"WHITE METAL LANTERN","units":2,"price":"3.39","currency":"GBP"}
          """);

  private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.startTemporary();

  @AfterAll
  static void stop() {
    POSTGRES.close();
  }

  @Test
  void an_old_log_folds_to_the_same_cart() throws Exception {
    POSTGRES.createDatabase("upcasting");
    DataSource database = POSTGRES.dataSource("upcasting");
    EventStoreSchema.migrate(database);
    CartEvent opened = new CartOpened(CART, null, Currency.GBP);
    try (LogEventStore today = open(database, today(), NoOpEventUpcaster.INSTANCE)) {
      today.publish(new GenericDomainEventMessage<>("Cart", STREAM, 0, opened));
    }
    try (LogEventStore older = open(database, new OlderProgram(), NoOpEventUpcaster.INSTANCE)) {
      for (int i = 0; i < GOLDEN.size(); i++) {
        OldLineSet line = EventJson.mapper().readValue(GOLDEN.get(i), OldLineSet.class);
        older.publish(new GenericDomainEventMessage<>("Cart", STREAM, i + 1L, line));
      }
    }

    try (LogEventStore store = open(database, today(), new LinesBecomeRecords());
        var tail = store.openStream(null)) {
      List<CartEvent> loaded =
          store.readEvents(STREAM).asStream().map(event -> (CartEvent) event.getPayload()).toList();
      List<CartEvent> followed = new ArrayList<>();
      while (followed.size() < loaded.size()) {
        followed.add((CartEvent) tail.nextAvailable().getPayload());
      }

      assertThat(fold(loaded))
          .isEqualTo(
              fold(
                  List.of(
                      opened,
                      set("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 6, 255),
                      set("71053", "WHITE METAL LANTERN", 2, 339))));
      assertThat(followed).isEqualTo(loaded);
    }
  }

  private static CartEvent set(String sku, String name, int units, long pence) {
    Money price = new Money(pence, Currency.GBP);
    return new CartLineSet(CART, new CartLine(new Sku(sku), name, units, price));
  }

  private static Cart fold(List<CartEvent> events) {
    CartDecider rules = new CartDecider();
    Cart cart = Cart.NONE;
    for (CartEvent event : events) {
      cart = rules.evolve(cart, event);
    }
    return cart;
  }

  private static Serializer today() {
    return EventSerializer.ofAllEvents();
  }

  private static LogEventStore open(
      DataSource database, Serializer serializer, EventUpcaster upcasters) {
    return LogEventStore.open(
        database,
        serializer,
        upcasters,
        _ -> true,
        EventStoreSettings.defaults(),
        new SimpleMeterRegistry());
  }

  /// Known by contract name and revision; no class of that time is left.
  private static final class LinesBecomeRecords extends SingleEventUpcaster {

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
      return event.getType().equals(OLD);
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
      return event.upcastPayload(NEW, String.class, LinesBecomeRecords::upcast);
    }

    private static String upcast(String json) {
      ObjectNode old = (ObjectNode) EventJson.mapper().readTree(json);
      ObjectNode event = EventJson.mapper().createObjectNode();
      event.set("cartId", old.get("cartId"));
      ObjectNode line = event.putObject("line");
      line.set("sku", old.get("sku"));
      line.set("name", old.get("name"));
      line.set("units", old.get("units"));
      BigDecimal price = new BigDecimal(old.get("price").stringValue());
      line.putObject("unitPrice")
          .put("minor", price.movePointRight(2).longValueExact())
          .set("currency", old.get("currency"));
      return event.toString();
    }
  }

  /// The record of that time.
  record OldLineSet(
      String cartId, String sku, String name, int units, String price, String currency) {}

  /// Writes that record under its contract name.
  private static final class OlderProgram extends Jackson3Serializer {

    OlderProgram() {
      super(Jackson3Serializer.builder());
    }

    @Override
    public SerializedType typeForClass(@SuppressWarnings("rawtypes") Class type) {
      return type.equals(OldLineSet.class) ? OLD : super.typeForClass(type);
    }
  }
}
