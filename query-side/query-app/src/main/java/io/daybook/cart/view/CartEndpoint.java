package io.daybook.cart.view;

import io.daybook.cart.query.CartHistory;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.LiveStreams;
import io.daybook.kernel.view.LiveTopic;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelf;
import io.daybook.kernel.view.Shelves;
import io.daybook.kernel.view.TimeTravel;
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

/// Answers questions about carts.
@RestController
final class CartEndpoint {

  private static final TimeTravel.Kind CART =
      new TimeTravel.Kind(
          "cart",
          Set.of("projections.cart.carts"),
          List.of("cart"),
          Keeping.PRIVATE_FOREVER,
          (tables, cartId) -> answer(new CartViews(tables), cartId));

  private final CartViews views;
  private final Progress tables;
  private final LiveStreams streams;
  private final LiveTopic live;
  private final Shelf kept;
  private final TimeTravel past;

  CartEndpoint(
      CartViews views,
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
    this.kept = shelves.open("cart", "cart");
  }

  @GetMapping("/v1/carts/{cartId}")
  ResponseEntity<byte[]> cart(@PathVariable("cartId") String cartId, HttpServletRequest request) {
    Ask ask = Ask.of(request, "asOf");
    String known = Ask.identifier("cartId", cartId);
    Optional<Moment> moment = ask.asOf();
    if (moment.isPresent()) {
      return past.asOf(moment.get(), ask, CART, known);
    }
    long position = tables.await(ask);
    Answer cart = Answers.known(kept.find(known, () -> answer(views, known)), "cart " + known);
    return Answers.tagged(ask, position, cart, Keeping.PRIVATE, Answers.thing("cart", known));
  }

  @GetMapping("/v1/carts/{cartId}/history")
  ResponseEntity<byte[]> history(
      @PathVariable("cartId") String cartId, HttpServletRequest request) {
    Ask ask = Ask.of(request, "limit", "offset");
    String known = Ask.identifier("cartId", cartId);
    return past.history(ask, CART, known, events -> new CartHistory(known, events));
  }

  @GetMapping(path = "/v1/carts/{cartId}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live(
      @PathVariable("cartId") String cartId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    return streams.open(live, Ask.identifier("cartId", cartId), ask);
  }

  private static Optional<Answer> answer(CartViews views, String cartId) {
    return views.find(cartId).map(it -> Answer.of(it, it.version()));
  }
}
