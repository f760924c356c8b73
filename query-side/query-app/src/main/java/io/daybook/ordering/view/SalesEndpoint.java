package io.daybook.ordering.view;

import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Progress;
import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about sales.
@RestController
final class SalesEndpoint {

  private final SalesViews views;
  private final Progress tables;

  SalesEndpoint(SalesViews views, Progress tables) {
    this.views = views;
    this.tables = tables;
  }

  @GetMapping("/v1/sales")
  ResponseEntity<byte[]> sales(HttpServletRequest request) {
    Ask ask = Ask.of(request, "from", "to", "by");
    LocalDate from = ask.day("from");
    LocalDate to = ask.day("to");
    if (to.isBefore(from)) {
      throw ProblemException.ofParameter("to", "must not be before `from`");
    }
    String by = ask.word("by", "day", "product", "country").orElse("day");
    long position = tables.await(ask);
    return Answers.untagged(position, views.find(from, to, by));
  }
}
