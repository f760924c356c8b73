package io.daybook.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/// What an order book adds up to, by a reading of its own that shares no code with `replay`.
///
/// Needs nothing but a JDK: `java OrderBookTotals.java [--days N] FILE.csv[.gz]...`
public final class OrderBookTotals {

  private long lines;
  private long orderLines;
  private long serviceLines;
  private long creditLines;
  private long adjustmentLines;
  private long refusedLines;
  private BigDecimal goods = BigDecimal.ZERO;
  private BigDecimal services = BigDecimal.ZERO;
  private BigDecimal credits = BigDecimal.ZERO;
  private long unitsSold;
  private long unitsAdjusted;
  private final TreeSet<String> orders = new TreeSet<>();
  private final TreeSet<String> creditNotes = new TreeSet<>();

  /// Figures of an order book; money in pounds.
  public record Figures(
      long lines,
      long orderLines,
      long serviceCharges,
      long creditNoteLines,
      long stockAdjustments,
      long refused,
      int orders,
      int creditNotes,
      BigDecimal goods,
      BigDecimal services,
      BigDecimal credits,
      long unitsSold,
      long unitsAdjusted) {}

  /// Adds up the first `days` days of `files`.
  public static Figures of(int days, List<Path> files) {
    OrderBookTotals totals = new OrderBookTotals();
    TreeSet<String> seen = new TreeSet<>();
    for (Path file : files) {
      for (List<String> row : rows(text(file))) {
        if (row.size() == 8 && !row.getFirst().equals("InvoiceNo")) {
          seen.add(row.get(4).substring(0, 10));
          if (seen.size() > days) {
            break;
          }
          totals.add(row);
        }
      }
    }
    return totals.figures();
  }

  /// Writes the first `days` days of a book as a book of its own. No field of it may have a line
  /// break.
  static void excerpt(Path book, int days, Path to) throws IOException {
    TreeSet<String> seen = new TreeSet<>();
    List<String> lines = new ArrayList<>();
    for (String line : text(book).lines().toList()) {
      List<String> row = rows(line + "\n").getFirst();
      if (lines.isEmpty() || seen.contains(row.get(4).substring(0, 10))) {
        lines.add(line);
      } else if (seen.size() < days) {
        seen.add(row.get(4).substring(0, 10));
        lines.add(line);
      } else {
        break;
      }
    }
    Files.write(to, lines);
  }

  public static void main(String... arguments) {
    List<Path> files = new ArrayList<>();
    int days = Integer.MAX_VALUE;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--days")) {
        days = Integer.parseInt(arguments[++i]);
      } else {
        files.add(Path.of(arguments[i]));
      }
    }
    System.out.println(of(days, files));
  }

  private void add(List<String> row) {
    String invoice = row.get(0);
    String code = row.get(1);
    int units = Integer.parseInt(row.get(3));
    BigDecimal price = new BigDecimal(row.get(5));
    BigDecimal amount = price.multiply(BigDecimal.valueOf(units));
    boolean guest = row.get(6).isEmpty();
    boolean product =
        code.startsWith("DCGS")
            || (code.length() >= 5 && code.substring(0, 5).chars().allMatch(Character::isDigit));
    lines++;
    if (invoice.charAt(0) == 'C') {
      creditLines++;
      creditNotes.add(invoice);
      credits = credits.subtract(amount);
    } else if (guest && price.signum() == 0) {
      if (product) {
        adjustmentLines++;
        unitsAdjusted += units;
      } else {
        refusedLines++;
      }
    } else {
      orders.add(invoice);
      if (product) {
        orderLines++;
        unitsSold += units;
        goods = goods.add(amount);
      } else {
        serviceLines++;
        services = services.add(amount);
      }
    }
  }

  private Figures figures() {
    return new Figures(
        lines,
        orderLines,
        serviceLines,
        creditLines,
        adjustmentLines,
        refusedLines,
        orders.size(),
        creditNotes.size(),
        goods.setScale(2),
        services.setScale(2),
        credits.setScale(2),
        unitsSold,
        unitsAdjusted);
  }

  private static String text(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        // A doubled quote inside a quoted field opens it again and stands for one quote.
        if (!quoted && i > 0 && text.charAt(i - 1) == '"') {
          field.append('"');
        }
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        field.append(c);
      }
    }
    if (!row.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }
}
