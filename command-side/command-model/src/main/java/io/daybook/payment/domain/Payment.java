package io.daybook.payment.domain;

import io.daybook.kernel.Money;
import io.daybook.kernel.RefundId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The payment of one order, as far as decisions about it need to know.
///
/// Its life: requested, then authorized or declined; authorized, capturing, captured; whatever was
/// not captured can be voided, whatever was can be refunded.
///
/// @param amount that was requested; null when nothing was, also after a void that came first
/// @param reference the provider's own name for the money it holds or held; null when it never did
/// @param refunds asked for, by id
public record Payment(
    Status status,
    @Nullable Money amount,
    @Nullable String reference,
    Map<RefundId, Refund> refunds) {

  /// A payment that nobody asked for.
  public static final Payment NONE = new Payment(Status.UNKNOWN, null, null, Map.of());

  public Payment {
    refunds = Map.copyOf(refunds);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }

  /// Whether the provider was asked to take the money, so that only refunds bring it back.
  boolean isTaken() {
    return is(Status.CAPTURING) || is(Status.CAPTURED);
  }

  /// Whether the provider was asked to let go of the money, or never to take it.
  boolean isUndone() {
    return is(Status.VOID_REQUESTED) || is(Status.VOIDED);
  }

  /// Whether anybody asked for money.
  boolean wasRequested() {
    return amount != null;
  }

  /// Whether the provider ever held the money.
  boolean wasHeld() {
    return reference != null;
  }

  /// @throws NullPointerException when nobody asked for it
  Money requested() {
    return Objects.requireNonNull(amount, "nobody asked for the payment");
  }

  /// @throws NullPointerException when the provider never held it
  String held() {
    return Objects.requireNonNull(reference, "the provider never held the payment");
  }

  /// What was taken and not asked to be given back yet.
  Money refundable() {
    return refunds.values().stream().map(Refund::amount).reduce(requested(), Money::minus);
  }

  @Nullable Refund refund(RefundId id) {
    return refunds.get(id);
  }

  Payment now(Status next) {
    return new Payment(next, amount, reference, refunds);
  }

  Payment requesting(Money wanted) {
    return new Payment(Status.REQUESTED, wanted, reference, refunds);
  }

  Payment holding(String providerReference) {
    return new Payment(Status.AUTHORIZED, amount, providerReference, refunds);
  }

  Payment with(RefundId id, Refund refund) {
    Map<RefundId, Refund> after = new HashMap<>(refunds);
    after.put(id, refund);
    return new Payment(status, amount, reference, after);
  }

  /// One refund.
  ///
  /// @param done whether the provider confirmed it
  public record Refund(Money amount, boolean done) {}

  /// Where a payment stands.
  public enum Status {
    UNKNOWN,
    REQUESTED,
    AUTHORIZED,
    DECLINED,
    CAPTURING,
    CAPTURED,
    VOID_REQUESTED,
    VOIDED
  }
}
