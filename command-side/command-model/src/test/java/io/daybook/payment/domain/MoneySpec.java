package io.daybook.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.domain.Decision;
import io.daybook.kernel.domain.Decision.Accepted;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordDecline;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// C3 and C4: whatever is asked and whatever is heard, in whatever order, at every prefix of the
/// log no more goes back than was taken, money is taken once, and undone payments keep nothing.
class MoneySpec {

  private static final OrderId ORDER = new OrderId("536365");
  private static final PaymentDecider DECIDER = new PaymentDecider();

  @Test
  void money_is_taken_once_and_never_given_back_twice() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20101201);
    Set<Payment.Status> reached = new HashSet<>();
    for (int life = 0; life < 5_000; life++) {
      reached.add(live(random));
    }
    assertThat(reached)
        .contains(Payment.Status.CAPTURED, Payment.Status.VOIDED, Payment.Status.DECLINED);
  }

  private static Payment.Status live(RandomGenerator random) {
    Payment payment = DECIDER.initial();
    List<PaymentEvent> log = new ArrayList<>();
    boolean undone = false;
    for (int i = 0; i < 25; i++) {
      PaymentCommand command = command(random);
      Decision<PaymentEvent> decision = DECIDER.decide(command, payment);
      if (decision instanceof Accepted<PaymentEvent>(var events)) {
        for (PaymentEvent event : events) {
          payment = DECIDER.evolve(payment, event);
          log.add(event);
          audit(log);
        }
        undone |= command instanceof VoidPayment;
        assertThat(DECIDER.decide(command, payment))
            .as("%s again", command)
            .isEqualTo(Decision.nothing());
      }
      if (undone) {
        assertNothingIsKept(log);
      }
    }
    return payment.status();
  }

  private static void audit(List<PaymentEvent> log) {
    long captured = 0;
    long refunded = 0;
    long promisedBack = 0;
    long captures = 0;
    long captureRequests = 0;
    for (PaymentEvent event : log) {
      switch (event) {
        case PaymentCaptured it -> {
          captured += it.amount().minor();
          captures++;
        }
        case CaptureRequested _ -> captureRequests++;
        case PaymentRefunded it -> refunded += it.amount().minor();
        case RefundRequested it -> promisedBack += it.amount().minor();
        default -> {}
      }
    }
    assertThat(captured - refunded).as("kept after %s", log).isNotNegative();
    assertThat(promisedBack).as("promised back by %s", log).isLessThanOrEqualTo(100);
    assertThat(captures).as("captures in %s", log).isLessThanOrEqualTo(1);
    assertThat(captureRequests).as("capture requests in %s", log).isLessThanOrEqualTo(1);
  }

  /// Held money was let go of, taken money is going back whole.
  private static void assertNothingIsKept(List<PaymentEvent> log) {
    boolean taken = log.stream().anyMatch(CaptureRequested.class::isInstance);
    long back =
        log.stream()
            .filter(RefundRequested.class::isInstance)
            .map(RefundRequested.class::cast)
            .mapToLong(it -> it.amount().minor())
            .sum();
    assertThat(back).as("going back in %s", log).isEqualTo(taken ? 100 : 0);
    int lastHeld = last(log, PaymentAuthorized.class);
    if (!taken && lastHeld >= 0) {
      assertThat(last(log, VoidRequested.class)).as("let go in %s", log).isGreaterThan(lastHeld);
    }
  }

  private static int last(List<PaymentEvent> log, Class<? extends PaymentEvent> kind) {
    for (int i = log.size() - 1; i >= 0; i--) {
      if (kind.isInstance(log.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static PaymentCommand command(RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> new RequestPayment(ORDER, gbp(100), "card");
      case 2, 3 -> new RecordAuthorization(ORDER, gbp(random.nextInt(6) == 0 ? 101 : 100), "psp");
      case 4 -> random.nextInt(4) == 0 ? new RecordDecline(ORDER, "no") : new CapturePayment(ORDER);
      case 5 -> new CapturePayment(ORDER);
      case 6 -> new RecordCapture(ORDER, gbp(random.nextInt(6) == 0 ? 101 : 100));
      case 7 -> random.nextInt(3) == 0 ? new VoidPayment(ORDER) : new RecordVoid(ORDER);
      case 8 -> new RecordVoid(ORDER);
      case 9 -> new RecordRefund(ORDER, RefundId.of("void", ORDER));
      case 10 -> new RefundPayment(ORDER, refundId(random), gbp(random.nextInt(1, 60)));
      default -> new RecordRefund(ORDER, refundId(random));
    };
  }

  private static RefundId refundId(RandomGenerator random) {
    return new RefundId("return-" + random.nextInt(4));
  }

  private static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
