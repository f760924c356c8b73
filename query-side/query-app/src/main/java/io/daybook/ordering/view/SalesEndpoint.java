package io.daybook.ordering.view;

import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Reports;
import io.daybook.ordering.query.Sales;
import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about sales.
@RestController
final class SalesEndpoint {

  private static final int MOST = 1_000;

  private final SalesViews views;
  private final Progress tables;
  private final Reports reports;

  SalesEndpoint(SalesViews views, Progress tables, Reports reports) {
    this.views = views;
    this.tables = tables;
    this.reports = reports;
  }

  @GetMapping("/v1/sales")
  ResponseEntity<byte[]> sales(HttpServletRequest request) {
    Ask ask = Ask.of(request, "from", "to", "by", "limit", "cursor");
    LocalDate from = ask.day("from");
    LocalDate to = ask.day("to");
    if (to.isBefore(from)) {
      throw ProblemException.ofParameter("to", "must not be before `from`");
    }
    SalesKey by =
        SalesKey.valueOf(
            ask.word("by", "day", "product", "country").orElse("day").toUpperCase(Locale.ROOT));
    int limit = ask.limit(MOST, MOST);
    List<Object> after = ask.cursor().map(by::place).orElse(List.of());
    long position = tables.await(ask);
    Sales sales =
        reports.make(ask, SalesViews.TABLES, () -> views.find(from, to, by, after, limit));
    return Answers.untagged(ask, position, sales, sales.next());
  }
}
