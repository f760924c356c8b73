package io.daybook.inventory.view;

import io.daybook.inventory.query.Stock;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Progress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about stock.
@RestController
final class StockEndpoint {

  private final StockViews views;
  private final Progress tables;

  StockEndpoint(StockViews views, Progress tables) {
    this.views = views;
    this.tables = tables;
  }

  @GetMapping("/v1/stock/{sku}")
  ResponseEntity<byte[]> stock(@PathVariable("sku") String sku, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("sku", sku);
    long position = tables.await(ask);
    Stock stock = Answers.known(views.find(known), "stock of " + known);
    return Answers.tagged(ask, position, stock, String.valueOf(stock.version()));
  }

  @GetMapping("/v1/stock")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    Ask ask = Ask.of(request, "limit", "cursor");
    String after = ask.cursor().map(Cursor::key).orElse("");
    int limit = ask.limit(50, 1_000);
    long position = tables.await(ask);
    return Answers.page(ask, position, views.list(after, limit));
  }
}
