package io.daybook.cli.replay;

import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.orderbook.Entry.Refused;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The report file: every line of the book with what became of it, in the order of the book.
///
/// Not thread-safe.
final class Report implements AutoCloseable {

  private final CSVPrinter rows;

  Report(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Writer writer = Files.newBufferedWriter(file);
    rows = new CSVPrinter(writer, CSVFormat.DEFAULT);
    rows.printRecord("file", "line", "document", "code", "units", "pence", "outcome", "reason");
  }

  void add(Outcome outcome) throws IOException {
    BookLine line = outcome.line();
    String reason =
        outcome.entry() instanceof Refused refused && line == null
            ? refused.reason() + ": " + refused.text()
            : outcome.reason();
    rows.printRecord(
        outcome.entry().file(),
        outcome.entry().number(),
        line == null ? "" : line.invoice(),
        line == null ? "" : line.code(),
        line == null ? "" : line.units(),
        line == null ? "" : line.pence(),
        outcome.kind().words(),
        reason);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
