package io.daybook.ordering.view;

import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.LiveStreams;
import io.daybook.kernel.view.LiveTopic;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelf;
import io.daybook.kernel.view.Shelves;
import io.daybook.kernel.view.Slice;
import io.daybook.kernel.view.TimeTravel;
import io.daybook.ordering.query.OrderHistory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Answers questions about orders.
@RestController
final class OrderEndpoint {

  private static final TimeTravel.Kind ORDER =
      new TimeTravel.Kind(
          "order",
          Set.of(
              "projections.ordering.orders",
              "projections.ordering.timelines",
              "projections.payment.payments"),
          List.of("order", "payment", "reservation"),
          Keeping.PRIVATE_FOREVER,
          (tables, orderId) -> answer(new OrderViews(tables), orderId));

  private final OrderViews views;
  private final Progress tables;
  private final LiveStreams streams;
  private final LiveTopic live;
  private final Shelf kept;
  private final TimeTravel past;

  OrderEndpoint(
      OrderViews views,
      Progress tables,
      Shelves shelves,
      TimeTravel past,
      LiveStreams streams,
      LiveTopic live) {
    this.views = views;
    this.tables = tables;
    this.streams = streams;
    this.live = live;
    this.past = past;
    this.kept = shelves.open("order", "order", "payment", "reservation");
  }

  @GetMapping("/v1/orders/{orderId}")
  ResponseEntity<byte[]> order(
      @PathVariable("orderId") String orderId, HttpServletRequest request) {
    Ask ask = Ask.of(request, "asOf");
    String known = Ask.identifier("orderId", orderId);
    Optional<Moment> moment = ask.asOf();
    if (moment.isPresent()) {
      return past.asOf(moment.get(), ask, ORDER, known);
    }
    long position = tables.await(ask);
    Answer order = Answers.known(kept.find(known, () -> answer(views, known)), "order " + known);
    return Answers.tagged(ask, position, order, Keeping.PRIVATE, Answers.thing("order", known));
  }

  @GetMapping("/v1/orders/{orderId}/history")
  ResponseEntity<byte[]> history(
      @PathVariable("orderId") String orderId, HttpServletRequest request) {
    Ask ask = Ask.of(request, "limit", "offset");
    String known = Ask.identifier("orderId", orderId);
    Slice slice = Slice.of(ask, 100, 1_000);
    long position = tables.await(ask);
    List<HistoryEntry> found = Answers.known(views.history(known, slice), "order " + known);
    return Answers.slice(
        ask,
        position,
        new OrderHistory(known, slice.shown(found)),
        slice.next(found),
        Answers.thing("order", known));
  }

  @GetMapping("/v1/orders")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    Ask ask = Ask.of(request, "customer", "status", "limit", "cursor");
    String customer = ask.identifier("customer").orElse(null);
    String status = ask.word("status", "PLACED", "CONFIRMED", "REJECTED", "CANCELLED").orElse(null);
    long before = ask.cursor().map(Cursor::position).orElse(Long.MAX_VALUE);
    int limit = ask.limit(50, 1_000);
    long position = tables.await(ask);
    return Answers.page(
        ask, position, views.list(customer, status, before, limit), Keeping.PRIVATE, "orders");
  }

  @GetMapping(path = "/v1/orders/{orderId}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live(
      @PathVariable("orderId") String orderId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    return streams.open(live, Ask.identifier("orderId", orderId), ask);
  }

  private static Optional<Answer> answer(OrderViews views, String orderId) {
    return views.find(orderId).map(it -> Answer.of(it, it.summary().version()));
  }
}
