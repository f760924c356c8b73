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

  BooksEndpoint(BooksViews views, Progress tables) {
    this.views = views;
    this.tables = tables;
  }

  @GetMapping("/v1/books")
  ResponseEntity<byte[]> books(HttpServletRequest request) {
    tables.await(Ask.of(request));
    Books books = views.find();
    return Answers.untagged(books.orders().position(), books);
  }
}
