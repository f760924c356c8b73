package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.daybook.catalog.query.ProductPage;
import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelf;
import io.daybook.kernel.view.Shelves;
import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about products.
@RestController
final class ProductEndpoint {

  private final ProductViews views;
  private final Progress tables;
  private final ProductSearch search;
  private final SearchProgress index;
  private final Shelf kept;

  ProductEndpoint(
      ProductViews views,
      Progress tables,
      Shelves shelves,
      ProductSearch search,
      SearchProgress index) {
    this.views = views;
    this.tables = tables;
    this.search = search;
    this.index = index;
    this.kept = shelves.open("product", "product", "stock-item");
  }

  @GetMapping("/v1/products/{sku}")
  ResponseEntity<byte[]> product(@PathVariable("sku") String sku, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("sku", sku);
    long position = tables.await(ask);
    Answer product = Answers.known(kept.find(known, () -> answer(known)), "product " + known);
    return Answers.tagged(
        ask,
        position,
        product,
        Keeping.SHARED,
        Answers.thing("product", known),
        Answers.thing("stock", known));
  }

  @GetMapping("/v1/products")
  ResponseEntity<byte[]> search(HttpServletRequest request) {
    Ask ask = Ask.of(request, SearchQuestion.PARAMETERS);
    SearchQuestion question = SearchQuestion.of(ask);
    long sent = index.await(ask);
    long until = BoundedSearch.patience();
    ProductSearch.Found found =
        search.search(question, shown(sent, ask, until), ask.token(), until);
    ProductPage page = found.page();
    return Answers.page(
        ask,
        found.position(),
        // Each moment has other cursors, which say nothing about the products.
        Answer.saying(page.anyNext(), page),
        page.next(),
        Keeping.SHARED,
        "products");
  }

  @GetMapping("/v1/products/suggestions")
  ResponseEntity<byte[]> suggest(HttpServletRequest request) {
    Ask ask = Ask.of(request, "q", "limit");
    String typed =
        ask.text("q", 100).orElseThrow(() -> ProblemException.ofParameter("q", "is missing"));
    int limit = ask.limit(8, 20);
    long sent = index.await(ask);
    long until = BoundedSearch.patience();
    long position = shown(sent, ask, until);
    Answer suggestions = Answer.digested(search.suggest(typed, limit, until));
    return Answers.tagged(ask, position, suggestions, Keeping.SHARED, "products");
  }

  private Optional<Answer> answer(String sku) {
    return views.find(sku).map(it -> Answer.of(it, it.version()));
  }

  private long shown(long sent, Ask ask, long until) {
    try {
      return index.show(sent, ask.token(), until);
    } catch (IOException | ElasticsearchException _) {
      throw ProductSearch.away();
    }
  }
}
