package io.daybook.ordering.view;

import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.LiveStreams;
import io.daybook.kernel.view.LiveTopic;
import io.daybook.kernel.view.Progress;
import io.daybook.ordering.query.Order;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Answers questions about orders.
@RestController
final class OrderEndpoint {

  private final OrderViews views;
  private final Progress tables;
  private final LiveStreams streams;
  private final LiveTopic live;

  OrderEndpoint(OrderViews views, Progress tables, LiveStreams streams, LiveTopic live) {
    this.views = views;
    this.tables = tables;
    this.streams = streams;
    this.live = live;
  }

  @GetMapping("/v1/orders/{orderId}")
  ResponseEntity<byte[]> order(
      @PathVariable("orderId") String orderId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("orderId", orderId);
    long position = tables.await(ask);
    Order order = Answers.known(views.find(known), "order " + known);
    // The reservation's events show in the timeline without a position of their own.
    String etag =
        order.summary().version()
            + "."
            + order.summary().position()
            + "."
            + order.timeline().size();
    return Answers.tagged(ask, position, order, etag);
  }

  @GetMapping("/v1/orders/{orderId}/history")
  ResponseEntity<byte[]> history(
      @PathVariable("orderId") String orderId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("orderId", orderId);
    long position = tables.await(ask);
    return Answers.untagged(position, Answers.known(views.history(known), "order " + known));
  }

  @GetMapping("/v1/orders")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    Ask ask = Ask.of(request, "customer", "status", "limit", "cursor");
    String customer = ask.identifier("customer").orElse(null);
    String status = ask.word("status", "PLACED", "CONFIRMED", "REJECTED", "CANCELLED").orElse(null);
    long before = ask.cursor().map(Cursor::position).orElse(Long.MAX_VALUE);
    int limit = ask.limit(50, 1_000);
    long position = tables.await(ask);
    return Answers.page(ask, position, views.list(customer, status, before, limit));
  }

  @GetMapping(path = "/v1/orders/{orderId}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live(
      @PathVariable("orderId") String orderId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    return streams.open(live, Ask.identifier("orderId", orderId), ask);
  }
}
