package io.daybook.kernel.view;

import io.daybook.kernel.query.Books;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows the books.
@RestController
final class BooksEndpoint {

  private final BooksViews views;
  private final Progress tables;
  private final Reports reports;

  BooksEndpoint(BooksViews views, Progress tables, Reports reports) {
    this.views = views;
    this.tables = tables;
    this.reports = reports;
  }

  @GetMapping("/v1/books")
  ResponseEntity<byte[]> books(HttpServletRequest request) {
    Ask ask = Ask.of(request);
    tables.await(ask);
    Books books = reports.make(ask, BooksViews.TABLES, views::find);
    return Answers.untagged(books.orders().position(), books);
  }
}
