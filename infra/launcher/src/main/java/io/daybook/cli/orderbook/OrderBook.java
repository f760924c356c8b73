package io.daybook.cli.orderbook;

import io.daybook.cli.orderbook.Entry.Refused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// One file of an order book in the form of the UCI *Online Retail* data set, plain or gzipped.
///
/// Columns: `InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID,
/// Country`; times are local in London, prices in GBP.
public final class OrderBook {

  private static final List<String> COLUMNS =
      List.of(
          "InvoiceNo",
          "StockCode",
          "Description",
          "Quantity",
          "InvoiceDate",
          "UnitPrice",
          "CustomerID",
          "Country");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  // The data set went through a tool that wrote whole numbers as 17850.0.
  private static final Pattern CUSTOMER = Pattern.compile("(\\d+)(\\.0)?");

  private final Path file;
  private final String name;

  /// A book that is not yet opened.
  public OrderBook(Path file) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
  }

  /// Name of the file, without its folder.
  public String name() {
    return name;
  }

  /// Hands every entry to `reader`, in the order of the file, with constant memory.
  ///
  /// @throws IOException when the file can't be read or is no order book
  public void entries(Consumer<Entry> reader) throws IOException {
    try (CSVParser records = open()) {
      for (CSVRecord row : records) {
        reader.accept(entry(row));
      }
    }
  }

  /// Hands the entries day by day to `reader`: a day ends where a line of another day follows. What
  /// can't be read belongs to the day before it.
  ///
  /// @throws IOException when the file can't be read or is no order book
  public void days(DayReader reader) throws IOException {
    try (CSVParser records = open()) {
      List<Entry> day = new ArrayList<>();
      java.time.LocalDate date = null;
      for (Iterator<CSVRecord> rows = records.iterator(); rows.hasNext(); ) {
        Entry next = entry(rows.next());
        if (date != null && next.date() != null && !date.equals(next.date())) {
          if (!reader.read(day)) {
            return;
          }
          day = new ArrayList<>();
        }
        date = next.date() == null ? date : next.date();
        day.add(next);
      }
      if (!day.isEmpty()) {
        reader.read(day);
      }
    }
  }

  /// Takes one day after the other.
  @FunctionalInterface
  public interface DayReader {

    /// @return whether to go on
    boolean read(List<Entry> day) throws IOException;
  }

  private CSVParser open() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
      Reader text = new InputStreamReader(plain, StandardCharsets.UTF_8);
      CSVParser records =
          CSVParser.parse(
              text, CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get());
      if (!records.getHeaderNames().equals(COLUMNS)) {
        throw new IOException(
            "%s is no order book: its columns are %s and not %s"
                .formatted(file, records.getHeaderNames(), COLUMNS));
      }
      return records;
    } catch (IOException failed) {
      bytes.close();
      throw failed;
    }
  }

  private Entry entry(CSVRecord row) {
    if (row.size() != COLUMNS.size()) {
      return unreadable(row, "%d fields instead of %d".formatted(row.size(), COLUMNS.size()));
    }
    try {
      LocalDateTime time = LocalDateTime.parse(row.get(4), TIME);
      return Classification.of(
          new BookLine(
              name,
              row.getRecordNumber(),
              filled(row, 0),
              filled(row, 1),
              row.get(2).strip(),
              Integer.parseInt(row.get(3)),
              time.toLocalDate(),
              time.atZone(LONDON).toInstant(),
              new BigDecimal(row.get(5)).movePointRight(2).longValueExact(),
              customer(row.get(6)),
              row.get(7)));
    } catch (NumberFormatException notANumber) {
      return unreadable(row, "quantity or price is not a number");
    } catch (ArithmeticException fraction) {
      return unreadable(row, "price has fractions of a penny");
    } catch (DateTimeException notATime) {
      return unreadable(row, "invoice date is not a time");
    } catch (IllegalArgumentException other) {
      return unreadable(row, String.valueOf(other.getMessage()));
    }
  }

  private Entry unreadable(CSVRecord row, String reason) {
    return new Refused(name, row.getRecordNumber(), null, String.join(",", row.toList()), reason);
  }

  private static String filled(CSVRecord row, int column) {
    String value = row.get(column);
    if (value.isBlank()) {
      throw new IllegalArgumentException(COLUMNS.get(column) + " is empty");
    }
    return value;
  }

  private static @Nullable String customer(String text) {
    if (text.isEmpty()) {
      return null;
    }
    var number = CUSTOMER.matcher(text);
    if (!number.matches()) {
      throw new IllegalArgumentException("customer is not a number");
    }
    return number.group(1);
  }
}
