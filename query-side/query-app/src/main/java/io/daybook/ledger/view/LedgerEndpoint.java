package io.daybook.ledger.view;

import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Reports;
import io.daybook.kernel.view.TimeTravel;
import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about the money ledger.
@RestController
final class LedgerEndpoint {

  private final LedgerViews views;
  private final Progress tables;
  private final Reports reports;

  LedgerEndpoint(LedgerViews views, Progress tables, Reports reports) {
    this.views = views;
    this.tables = tables;
    this.reports = reports;
  }

  @GetMapping("/v1/ledger/accounts")
  ResponseEntity<byte[]> accounts(HttpServletRequest request) {
    Ask ask = Ask.of(request, "asOf");
    OptionalLong asOf = ask.whole("asOf", 0, Long.MAX_VALUE);
    long position = tables.await(ask);
    if (asOf.isPresent() && asOf.getAsLong() > position) {
      throw new ProblemException(
          TimeTravel.NOT_YET.saying("The ledger is at position %d.".formatted(position)));
    }
    return Answers.untagged(
        position,
        reports.make(ask, LedgerViews.TABLES, () -> views.accounts(asOf.orElse(Long.MAX_VALUE))));
  }

  @GetMapping("/v1/ledger/entries")
  ResponseEntity<byte[]> entries(HttpServletRequest request) {
    Ask ask = Ask.of(request, "order", "limit", "cursor");
    long after = ask.cursor().map(Cursor::position).orElse(0L);
    int limit = ask.limit(50, 1_000);
    String order = ask.identifier("order").orElse(null);
    long position = tables.await(ask);
    return Answers.page(
        ask, position, views.entries(order, after, limit), Keeping.PRIVATE, "ledger");
  }
}
