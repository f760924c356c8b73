package io.daybook.ordering.view;

import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.Progress;
import io.daybook.ordering.query.CreditNote;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about credit notes.
@RestController
final class CreditNoteEndpoint {

  private final CreditNoteViews views;
  private final Progress tables;

  CreditNoteEndpoint(CreditNoteViews views, Progress tables) {
    this.views = views;
    this.tables = tables;
  }

  @GetMapping("/v1/credit-notes/{creditNoteId}")
  ResponseEntity<byte[]> creditNote(
      @PathVariable("creditNoteId") String creditNoteId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("creditNoteId", creditNoteId);
    long position = tables.await(ask);
    CreditNote found = Answers.known(views.find(known), "credit note " + known);
    return Answers.tagged(
        ask,
        position,
        Answer.of(found, found.version()),
        Keeping.PRIVATE,
        Answers.thing("credit-note", known));
  }

  @GetMapping("/v1/credit-notes")
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    Ask ask = Ask.of(request, "limit", "cursor");
    long before = ask.cursor().map(Cursor::position).orElse(Long.MAX_VALUE);
    int limit = ask.limit(50, 1_000);
    long position = tables.await(ask);
    return Answers.page(ask, position, views.list(before, limit), Keeping.PRIVATE, "credit-notes");
  }
}
