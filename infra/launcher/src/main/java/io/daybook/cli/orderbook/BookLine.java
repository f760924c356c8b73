package io.daybook.cli.orderbook;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One line of an order book, as it stands there.
///
/// @param file name of the file, without its folder
/// @param number of the record in its file, counted from 1 after the heading
/// @param invoice the retailer's own number
/// @param code what was sold, exactly as spelled
/// @param description may be empty
/// @param units may be negative
/// @param date the retailer's local day
/// @param at the moment, in UTC
/// @param unitPence price of one unit
/// @param customer null for a guest
public record BookLine(
    String file,
    long number,
    String invoice,
    String code,
    String description,
    int units,
    LocalDate date,
    Instant at,
    long unitPence,
    @Nullable String customer,
    String country) {

  /// Units times price, in pence, with the sign of the units.
  public long pence() {
    return Math.multiplyExact(unitPence, units);
  }
}
