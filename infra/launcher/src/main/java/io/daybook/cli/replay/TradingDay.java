package io.daybook.cli.replay;

import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.orderbook.Entry;
import io.daybook.cli.orderbook.Entry.Accepted;
import io.daybook.cli.orderbook.LineKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One day of an order book, sorted into what is sent together.
///
/// @param date of its first line
/// @param documents invoices and credit notes, in the order of their first lines
/// @param adjustments in the order of the book
/// @param refused before anything is sent
record TradingDay(
    LocalDate date,
    List<Document> documents,
    List<Adjustment> adjustments,
    List<Entry.Refused> refused) {

  /// An invoice or a credit note with its lines, which may stand apart in the book.
  ///
  /// @param credit whether it is a credit note
  record Document(String number, boolean credit, List<Accepted> entries) {

    List<BookLine> lines() {
      return entries.stream().map(Accepted::line).toList();
    }
  }

  /// A stock adjustment.
  ///
  /// @param occurrence counts the adjustments of one sku under one number, from 1
  record Adjustment(Accepted entry, int occurrence) {}

  static TradingDay of(List<Entry> entries) {
    Map<String, Document> documents = new LinkedHashMap<>();
    List<Adjustment> adjustments = new ArrayList<>();
    Map<String, Integer> occurrences = new HashMap<>();
    List<Entry.Refused> refused = new ArrayList<>();
    LocalDate date = LocalDate.EPOCH;
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Refused no -> refused.add(no);
        case Accepted yes -> {
          BookLine line = yes.line();
          date = date.equals(LocalDate.EPOCH) ? line.date() : date;
          if (yes.kind() == LineKind.STOCK_ADJUSTMENT) {
            String place = line.invoice() + '/' + line.code();
            adjustments.add(new Adjustment(yes, occurrences.merge(place, 1, Integer::sum)));
          } else {
            boolean credit = yes.kind() == LineKind.CREDIT_NOTE_LINE;
            documents
                .computeIfAbsent(
                    line.invoice(), number -> new Document(number, credit, new ArrayList<>()))
                .entries()
                .add(yes);
          }
        }
      }
    }
    return new TradingDay(date, List.copyOf(documents.values()), adjustments, refused);
  }

  /// Lines that sold goods or services, in the order of the book.
  List<BookLine> sold() {
    return documents.stream()
        .filter(document -> !document.credit())
        .flatMap(document -> document.lines().stream())
        .toList();
  }

  /// Country by customer, of everyone who bought or gave back.
  Map<String, String> customers() {
    Map<String, String> customers = new LinkedHashMap<>();
    for (Document document : documents) {
      BookLine first = document.lines().getFirst();
      if (first.customer() != null) {
        customers.putIfAbsent(first.customer(), first.country());
      }
    }
    return customers;
  }
}
