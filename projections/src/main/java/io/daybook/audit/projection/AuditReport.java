package io.daybook.audit.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the auditor has found.
///
/// @param position up to which the log was audited
/// @param invariants all of them, also those that nothing breaks
/// @param breaches the open ones, the latest first, at most 100
/// @param mismatches skus whose stock reserved is not the sum of the live reservations
public record AuditReport(
    long position, List<Standing> invariants, List<Finding> breaches, List<Mismatch> mismatches) {

  /// How one invariant stands.
  ///
  /// @param open breaches that are not over
  /// @param found breaches ever found
  public record Standing(Invariant invariant, String claim, long open, long found) {}

  /// One breach.
  ///
  /// @param subject stream that it is about
  /// @param events those that break it
  public record Finding(
      Invariant invariant, String subject, String detail, Instant foundAt, List<Named> events) {}

  /// One event by its name.
  public record Named(long position, String type, String id, @Nullable String stream) {}

  /// Stock of one sku that is reserved for nobody, or for somebody and not reserved.
  ///
  /// @param promised as the stock item says
  /// @param live sum of the live reservations
  /// @param since position of the event after which they differed so
  public record Mismatch(String sku, long promised, long live, long since) {}
}
