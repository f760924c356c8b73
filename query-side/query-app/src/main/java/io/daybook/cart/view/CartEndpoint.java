package io.daybook.cart.view;

import io.daybook.cart.query.Cart;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Progress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about carts.
@RestController
final class CartEndpoint {

  private final CartViews views;
  private final Progress tables;

  CartEndpoint(CartViews views, Progress tables) {
    this.views = views;
    this.tables = tables;
  }

  @GetMapping("/v1/carts/{cartId}")
  ResponseEntity<byte[]> cart(@PathVariable("cartId") String cartId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("cartId", cartId);
    long position = tables.await(ask);
    Cart cart = Answers.known(views.find(known), "cart " + known);
    return Answers.tagged(ask, position, cart, String.valueOf(cart.version()));
  }
}
