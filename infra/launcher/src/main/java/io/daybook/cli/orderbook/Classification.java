package io.daybook.cli.orderbook;

import io.daybook.cli.orderbook.Entry.Accepted;
import io.daybook.cli.orderbook.Entry.Refused;
import java.util.regex.Pattern;

/// The rules that say what a line of an order book is. Nothing is repaired: a line that fits no
/// rule is refused with the reason.
///
/// Codes of goods start with five digits (`85123A`, `15056bl`) or with `DCGS` and at least four
/// more characters (`DCGS0076`, `DCGSSBOY`); every other code (`POST`, `DOT`, `M`, `BANK CHARGES`,
/// `gift_0001_20`) is a service.
public final class Classification {

  private static final Pattern GOODS = Pattern.compile("\\d{5}.*|DCGS.{4,}");

  private Classification() {}

  /// Whether stock stands behind the code.
  public static boolean isGoods(String code) {
    return GOODS.matcher(code).matches();
  }

  /// The verdict on `line`.
  public static Entry of(BookLine line) {
    boolean credit = line.invoice().startsWith("C");
    boolean free = line.unitPence() == 0;
    boolean guest = line.customer() == null;
    if (line.unitPence() < 0) {
      return refused(line, "negative price");
    }
    if (line.units() == 0) {
      return refused(line, "no units");
    }
    if (credit) {
      return line.units() > 0
          ? refused(line, "credit note with positive units")
          : accepted(line, LineKind.CREDIT_NOTE_LINE);
    }
    if (free && guest) {
      return isGoods(line.code())
          ? accepted(line, LineKind.STOCK_ADJUSTMENT)
          : refused(line, "stock adjustment of a service, which has no stock");
    }
    if (line.units() < 0) {
      return refused(line, "negative units outside a credit note");
    }
    return accepted(line, isGoods(line.code()) ? LineKind.ORDER_LINE : LineKind.SERVICE_CHARGE);
  }

  private static Entry accepted(BookLine line, LineKind kind) {
    return new Accepted(line, kind);
  }

  private static Entry refused(BookLine line, String reason) {
    return new Refused(line.file(), line.number(), line, "", reason);
  }
}
