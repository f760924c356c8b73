package io.daybook.inventory.view;

import io.daybook.inventory.query.StockHistory;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelf;
import io.daybook.kernel.view.Shelves;
import io.daybook.kernel.view.TimeTravel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about stock.
@RestController
final class StockEndpoint {

  private static final TimeTravel.Kind STOCK =
      new TimeTravel.Kind(
          "stock",
          Set.of("projections.inventory.stock-levels"),
          List.of("stock-item"),
          Keeping.SHARED_FOREVER,
          (tables, sku) -> answer(new StockViews(tables), sku));

  private final StockViews views;
  private final Progress tables;
  private final Shelf kept;
  private final TimeTravel past;

  StockEndpoint(StockViews views, Progress tables, Shelves shelves, TimeTravel past) {
    this.views = views;
    this.tables = tables;
    this.past = past;
    this.kept = shelves.open("stock", "stock-item");
  }

  @GetMapping("/v1/stock/{sku}")
  ResponseEntity<byte[]> stock(@PathVariable("sku") String sku, HttpServletRequest request) {
    Ask ask = Ask.of(request, "asOf");
    String known = Ask.identifier("sku", sku);
    Optional<Moment> moment = ask.asOf();
    if (moment.isPresent()) {
      return past.asOf(moment.get(), ask, STOCK, known);
    }
    long position = tables.await(ask);
    Answer stock = Answers.known(kept.find(known, () -> answer(views, known)), "stock of " + known);
    return Answers.tagged(ask, position, stock, Keeping.SHARED, Answers.thing("stock", known));
  }

  @GetMapping("/v1/stock/{sku}/history")
  ResponseEntity<byte[]> history(@PathVariable("sku") String sku, HttpServletRequest request) {
    Ask ask = Ask.of(request, "limit", "offset");
    String known = Ask.identifier("sku", sku);
    return past.history(ask, STOCK, known, events -> new StockHistory(known, events));
  }

  @GetMapping("/v1/stock")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    Ask ask = Ask.of(request, "limit", "cursor");
    String after = ask.cursor().map(Cursor::key).orElse("");
    int limit = ask.limit(50, 1_000);
    long position = tables.await(ask);
    return Answers.page(ask, position, views.list(after, limit), Keeping.SHARED, "stock");
  }

  private static Optional<Answer> answer(StockViews views, String sku) {
    return views.find(sku).map(it -> Answer.of(it, it.version()));
  }
}
