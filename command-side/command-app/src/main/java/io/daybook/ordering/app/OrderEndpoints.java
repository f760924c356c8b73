package io.daybook.ordering.app;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;
import static org.springframework.http.HttpMethod.POST;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.app.Call;
import io.daybook.kernel.app.Endpoint;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.Wish;
import io.daybook.ordering.command.CreditNoteCommand.IssueFreeCreditNote;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.web.FieldError;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Ordering's part of the command API.
final class OrderEndpoints implements Endpoints {

  /// Nobody's order book goes further back, and calendars agree from here on.
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private final Clock clock;

  OrderEndpoints(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(POST, "/v1/orders", this::place).taking("PlaceOrder").keyed(),
        Endpoint.of(POST, "/v1/orders/{orderId}/cancellation", OrderEndpoints::cancel)
            .taking("CancelOrder")
            .keyed(),
        Endpoint.of(POST, "/v1/orders/{orderId}/shipment", OrderEndpoints::ship)
            .perhapsTaking("ShipOrder")
            .keyed(),
        Endpoint.of(POST, "/v1/orders/{orderId}/returns", OrderEndpoints::takeBack)
            .taking("AcceptReturn")
            .keyed(),
        Endpoint.of(POST, "/v1/orders/{orderId}/credit-notes", OrderEndpoints::credit)
            .taking("IssueCreditNote")
            .keyed(),
        Endpoint.of(POST, "/v1/credit-notes", this::creditFreely)
            .taking("IssueFreeCreditNote")
            .keyed());
  }

  private Wish place(Call call) {
    NewOrder it = call.body(NewOrder.class);
    OrderId order = requireNonNullElseGet(it.orderId(), () -> new OrderId(call.newId("order")));
    return Wish.ordered(
        new PlaceOrder(
            order,
            it.customerId(),
            Channel.TRUSTED,
            it.country(),
            numbered(it.lines()),
            it.paymentToken(),
            time("placedAt", it.placedAt())),
        order);
  }

  private static Wish cancel(Call call) {
    OrderId order = order(call);
    Cancellation it = call.body(Cancellation.class);
    return Wish.accepted(
        it.lines() == null
            ? new CancelOrder(order, it.reason())
            : new CancelLines(order, it.lines(), it.reason()),
        order,
        "/v1/orders/%s",
        order);
  }

  private static Wish ship(Call call) {
    OrderId order = order(call);
    return Wish.created(new ShipOrder(order), order, "/v1/orders/%s", order);
  }

  private static Wish takeBack(Call call) {
    OrderId order = order(call);
    Return it = call.body(Return.class);
    ReturnId id = requireNonNullElseGet(it.returnId(), () -> new ReturnId(call.newId("return")));
    return Wish.accepted(
        new AcceptReturn(order, id, it.lines(), it.reason()), id, "/v1/orders/%s", order);
  }

  private static Wish credit(Call call) {
    OrderId order = order(call);
    Credit it = call.body(Credit.class);
    CreditNoteId id = creditNote(it.creditNoteId(), call);
    return Wish.created(
        new IssueCreditNote(order, id, it.amount(), it.reason()), id, "/v1/orders/%s", order);
  }

  private Wish creditFreely(Call call) {
    FreeCredit it = call.body(FreeCredit.class);
    CreditNoteId id = creditNote(it.creditNoteId(), call);
    return Wish.created(
        new IssueFreeCreditNote(
            id,
            it.customerId(),
            it.country(),
            numbered(it.lines()),
            it.reason(),
            time("issuedAt", it.issuedAt())),
        id,
        "/v1/credit-notes/%s",
        id);
  }

  private static OrderId order(Call call) {
    return call.id("orderId", OrderId::new);
  }

  private static CreditNoteId creditNote(@Nullable CreditNoteId given, Call call) {
    return requireNonNullElseGet(given, () -> new CreditNoteId(call.newId("credit-note")));
  }

  private Instant time(String field, @Nullable Instant given) {
    Instant now = clock.instant();
    Instant time = requireNonNullElse(given, now);
    if (time.isBefore(EARLIEST) || time.isAfter(now.plus(Duration.ofDays(1)))) {
      String rule = "must be between 1900 and tomorrow";
      throw new ProblemException(
          RequestProblems.INVALID
              .saying("%s %s".formatted(field, rule))
              .withErrors(List.of(FieldError.field("#/" + field, rule))));
    }
    return time;
  }

  private static List<OrderLine> numbered(List<Line> lines) {
    return IntStream.range(0, lines.size()).mapToObj(i -> lines.get(i).as(i + 1)).toList();
  }

  private record Line(
      LineKind kind, Sku sku, @Nullable String description, int units, Money unitPrice) {

    OrderLine as(int number) {
      return new OrderLine(
          number, kind, sku, requireNonNullElse(description, ""), units, unitPrice);
    }
  }

  private record NewOrder(
      @Nullable OrderId orderId,
      @Nullable CustomerId customerId,
      String country,
      List<Line> lines,
      String paymentToken,
      @Nullable Instant placedAt) {}

  private record Cancellation(@Nullable List<ReturnedLine> lines, String reason) {}

  private record Return(@Nullable ReturnId returnId, List<ReturnedLine> lines, String reason) {}

  private record Credit(@Nullable CreditNoteId creditNoteId, Money amount, String reason) {}

  private record FreeCredit(
      @Nullable CreditNoteId creditNoteId,
      @Nullable CustomerId customerId,
      String country,
      List<Line> lines,
      String reason,
      @Nullable Instant issuedAt) {}
}
