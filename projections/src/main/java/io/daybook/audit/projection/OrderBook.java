package io.daybook.audit.projection;

import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.kernel.Money;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One order with its reservation and its payment as the auditor adds them up. Not thread-safe.
final class OrderBook {

  private static final int TRAIL = 40;

  final String id;
  Status status = Status.UNKNOWN;
  Hold hold = Hold.NONE;
  boolean goods;
  long total;
  long givenBack;
  long authorized;
  long captured;
  long voided;
  long refunded;
  int captures;
  long version;

  /// Position of the order's own last event, for comparing with its view.
  long orderPosition;

  /// What is not as it must be in the end; null when all is.
  @Nullable Invariant unsettled;

  /// Since when.
  @Nullable Instant since;

  /// Whether it has been told that this takes too long.
  boolean overdue;

  /// Positions of its last events, to name them.
  final List<Long> trail = new ArrayList<>();

  OrderBook(String id) {
    this.id = id;
  }

  String subject() {
    return OrderEvent.STREAM_TYPE + "/" + id;
  }

  /// What may be kept of the money.
  long owed() {
    return status == Status.CONFIRMED ? total - givenBack : 0;
  }

  /// Held by the provider: neither captured nor let go.
  long open() {
    return authorized - captured - voided;
  }

  void on(OrderEvent event, LoggedEvent logged, Consumer<Breach> breaches) {
    heard(logged);
    version = logged.version();
    orderPosition = logged.position();
    switch (event) {
      case OrderPlaced it -> {
        status = Status.PLACED;
        total = it.total().minor();
        goods = it.lines().stream().anyMatch(line -> line.kind() == LineKind.GOODS);
      }
      case OrderConfirmed _ -> {
        end(Status.CONFIRMED, status == Status.PLACED, breaches);
        require(
            Invariant.C6,
            !goods || hold == Hold.MADE,
            "It was confirmed without a live reservation",
            breaches);
      }
      case OrderRejected _ -> end(Status.REJECTED, status == Status.PLACED, breaches);
      case OrderCancelled(_, _, var confirmed, _) ->
          end(Status.CANCELLED, status == (confirmed ? Status.CONFIRMED : Status.PLACED), breaches);
      case LinesCancelled it -> giveBack(it.refund());
      case GoodsReturned it -> giveBack(it.refund());
      case OrderCredited it -> giveBack(it.amount());
      case OrderShipped _ -> {}
    }
    settle(logged);
  }

  void on(ReservationEvent event, LoggedEvent logged, Consumer<Breach> breaches) {
    heard(logged);
    switch (event) {
      case ReservationMade _ -> {
        require(Invariant.C6, hold == Hold.NONE, "Its reservation was made again", breaches);
        hold = Hold.MADE;
      }
      case ReservationDeclined _ -> {}
      case ReservationReleased(_, var reason, var lines) -> {
        require(
            Invariant.C6,
            lines.isEmpty() || hold == Hold.MADE,
            "A reservation was given back that it didn't have",
            breaches);
        require(
            Invariant.C6,
            reason != ReleaseReason.EXPIRED || status != Status.CONFIRMED,
            "Its reservation expired though it is confirmed",
            breaches);
        hold = Hold.ENDED;
      }
      case ReservationReduced _ ->
          require(
              Invariant.C6,
              hold == Hold.MADE,
              "Part of a reservation was given back that it didn't have",
              breaches);
      case ReservationShipped _ -> {
        require(Invariant.C6, hold == Hold.MADE, "Goods left that nobody held for it", breaches);
        hold = Hold.ENDED;
      }
    }
    settle(logged);
  }

  void on(PaymentEvent event, LoggedEvent logged, Consumer<Breach> breaches) {
    heard(logged);
    switch (event) {
      case PaymentAuthorized(_, var amount, _) -> {
        require(Invariant.C3, authorized == 0, "Its money was authorized twice", breaches);
        authorized += amount.minor();
      }
      case PaymentCaptured(_, var amount) -> {
        captures++;
        captured += amount.minor();
        require(
            Invariant.C4, captures == 1, "It was captured %d times".formatted(captures), breaches);
        require(
            Invariant.C3,
            captures > 1 || open() >= 0,
            "%d captured of %d authorized, %d voided".formatted(captured, authorized, voided),
            breaches);
      }
      case PaymentVoided _ -> voided = authorized - captured;
      case PaymentRefunded(_, _, var amount) -> {
        refunded += amount.minor();
        require(
            Invariant.C3,
            captured - refunded >= owed(),
            "%d captured - %d refunded is less than the %d owed"
                .formatted(captured, refunded, owed()),
            breaches);
      }
      default -> {} // Asks for something; nothing has moved yet.
    }
    settle(logged);
  }

  /// How far it is from what it must be in the end, as a sentence.
  String state() {
    return "%s, reservation %s, %d authorized, %d captured, %d voided, %d refunded, %d owed"
        .formatted(status, hold, authorized, captured, voided, refunded, owed());
  }

  private void end(Status as, boolean inOrder, Consumer<Breach> breaches) {
    require(Invariant.C2, inOrder, "It became %s after it was %s".formatted(as, status), breaches);
    status = as;
  }

  private void giveBack(Money amount) {
    givenBack += amount.minor();
  }

  private void require(
      Invariant invariant, boolean holds, String detail, Consumer<Breach> breaches) {
    if (!holds) {
      breaches.accept(new Breach(invariant, subject(), detail, trail));
    }
  }

  private void heard(LoggedEvent logged) {
    trail.add(logged.position());
    if (trail.size() > TRAIL) {
      trail.removeFirst();
    }
  }

  private void settle(LoggedEvent logged) {
    Invariant now = missing();
    if (now != unsettled) {
      unsettled = now;
      since = now == null ? null : logged.at();
      overdue = false;
    }
  }

  private @Nullable Invariant missing() {
    return switch (status) {
      case UNKNOWN, PLACED -> Invariant.C2;
      case REJECTED, CANCELLED ->
          hold == Hold.MADE || open() != 0
              ? Invariant.C5
              : captured != refunded ? Invariant.C3 : null;
      case CONFIRMED -> open() != 0 || captured - refunded != owed() ? Invariant.C3 : null;
    };
  }

  enum Status {
    UNKNOWN,
    PLACED,
    CONFIRMED,
    REJECTED,
    CANCELLED
  }

  enum Hold {
    NONE,
    MADE,
    ENDED
  }
}
