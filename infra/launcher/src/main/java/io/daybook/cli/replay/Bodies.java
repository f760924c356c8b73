package io.daybook.cli.replay;

import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.orderbook.Classification;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bodies of commands, as the command API's contract has them.
final class Bodies {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The sandbox provider's test card that is always good.
  private static final String GOOD_CARD = "4242424242424242";

  private static final String CATEGORY = "Gifts";

  private Bodies() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ObjectNode product(String sku, String name, long pence) {
    ObjectNode product = texts(name).put("sku", sku);
    product.set("price", pounds(pence));
    return product;
  }

  static ObjectNode texts(String name) {
    return object().put("name", name).put("description", "").put("category", CATEGORY);
  }

  static ObjectNode price(long pence) {
    ObjectNode body = object();
    body.set("price", pounds(pence));
    return body;
  }

  static ObjectNode receipt(int units, String reference) {
    return object().put("units", units).put("reference", reference);
  }

  static ObjectNode customer(String customer, String country) {
    return object().put("customerId", customer).put("country", country);
  }

  static ObjectNode adjustment(BookLine line) {
    String reason = line.description().isBlank() ? "no reason given" : line.description();
    return object().put("delta", line.units()).put("reason", reason);
  }

  /// Of one invoice: its time is that of its first line.
  static ObjectNode order(List<BookLine> lines) {
    BookLine first = lines.getFirst();
    ObjectNode order =
        object()
            .put("orderId", first.invoice())
            .put("country", first.country())
            .put("paymentToken", GOOD_CARD)
            .put("placedAt", first.at().toString());
    customer(order, first.customer());
    order.set("lines", lines(lines));
    return order;
  }

  static ObjectNode creditNote(List<BookLine> lines) {
    BookLine first = lines.getFirst();
    ObjectNode note =
        object()
            .put("creditNoteId", first.invoice())
            .put("country", first.country())
            .put("reason", "credit note of the order book")
            .put("issuedAt", first.at().toString());
    customer(note, first.customer());
    note.set("lines", lines(lines));
    return note;
  }

  private static void customer(ObjectNode document, @Nullable String customer) {
    if (customer != null) {
      document.put("customerId", customer);
    }
  }

  private static ArrayNode lines(List<BookLine> lines) {
    ArrayNode array = JSON.createArrayNode();
    for (BookLine line : lines) {
      ObjectNode one =
          array
              .addObject()
              .put("kind", Classification.isGoods(line.code()) ? "GOODS" : "SERVICE")
              .put("sku", line.code())
              .put("description", line.description())
              .put("units", Math.abs(line.units()));
      one.set("unitPrice", pounds(line.unitPence()));
    }
    return array;
  }

  private static ObjectNode pounds(long pence) {
    return object().put("minor", pence).put("currency", "GBP");
  }
}
