package io.daybook.cart.view;

import io.daybook.cart.query.Cart;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.LiveStreams;
import io.daybook.kernel.view.LiveTopic;
import io.daybook.kernel.view.Progress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Answers questions about carts.
@RestController
final class CartEndpoint {

  private final CartViews views;
  private final Progress tables;
  private final LiveStreams streams;
  private final LiveTopic live;

  CartEndpoint(CartViews views, Progress tables, LiveStreams streams, LiveTopic live) {
    this.views = views;
    this.tables = tables;
    this.streams = streams;
    this.live = live;
  }

  @GetMapping("/v1/carts/{cartId}")
  ResponseEntity<byte[]> cart(@PathVariable("cartId") String cartId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("cartId", cartId);
    long position = tables.await(ask);
    Cart cart = Answers.known(views.find(known), "cart " + known);
    return Answers.tagged(ask, position, cart, String.valueOf(cart.version()));
  }

  @GetMapping(path = "/v1/carts/{cartId}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live(
      @PathVariable("cartId") String cartId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    return streams.open(live, Ask.identifier("cartId", cartId), ask);
  }
}
