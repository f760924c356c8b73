package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordDecline;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A payment provider and the reader that calls it. It authorizes, declines, says nothing, says it
/// long after, or says both; what it says arrives in any order and up to twice. The reader crashes,
/// and calls again under the same key.
final class SimulatedProvider {

  /// Whose money it holds, and whose it took how often.
  final Set<OrderId> held = new HashSet<>();

  final Map<OrderId, Integer> captures = new HashMap<>();

  private record Call(int position, PaymentEvent event) {}

  private final List<DomainEvent> log;
  private final Random random;
  private final Map<Integer, List<PaymentCommand>> answers = new HashMap<>();
  private final Map<OrderId, Long> taken = new HashMap<>();
  private final Map<OrderId, Long> refunded = new HashMap<>();
  private final List<PaymentRequested> undecided = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<PaymentCommand> mail = new ArrayList<>();
  private int position;

  SimulatedProvider(List<DomainEvent> log, Random random) {
    this.log = log;
    this.random = random;
  }

  boolean isQuiet() {
    return position == log.size() && calls.isEmpty() && mail.isEmpty() && undecided.isEmpty();
  }

  /// What the shop has of the shopper's money.
  long kept(OrderId id) {
    return taken.getOrDefault(id, 0L) - refunded.getOrDefault(id, 0L);
  }

  /// Somebody calls it, or it makes up its mind.
  void act() {
    for (; position < log.size(); position++) {
      if (log.get(position) instanceof PaymentEvent event) {
        calls.add(new Call(position, event));
      }
    }
    if (!undecided.isEmpty() && random.nextInt(4) == 0) {
      authorize(undecided.remove(random.nextInt(undecided.size())));
    } else if (!calls.isEmpty()) {
      // Calls for one payment go out in order; those for different payments don't.
      Call some = calls.get(random.nextInt(calls.size()));
      Call first =
          calls.stream()
              .filter(it -> it.event().orderId().equals(some.event().orderId()))
              .findFirst()
              .orElseThrow();
      mail.addAll(answer(first));
      if (random.nextInt(5) > 0) {
        calls.remove(first); // Otherwise the caller died and will call again.
      }
    }
  }

  /// A message that arrives now; null when there is none.
  void mail(SimulatedPost post) {
    if (!mail.isEmpty()) {
      post.say(mail.remove(random.nextInt(mail.size())));
    }
  }

  /// The same key is the same call: it finds what was done, and is told so again.
  private List<PaymentCommand> answer(Call call) {
    List<PaymentCommand> before = answers.get(call.position());
    if (before != null) {
      return before;
    }
    List<PaymentCommand> now = call(call.event());
    answers.put(call.position(), now);
    return random.nextBoolean() ? now : twice(now);
  }

  private List<PaymentCommand> call(PaymentEvent event) {
    OrderId id = event.orderId();
    return switch (event) {
      case PaymentRequested request -> hold(request);
      case CaptureRequested(_, var amount, _) -> {
        assertThat(held.remove(id)).as("the provider holds nothing to take of %s", id).isTrue();
        captures.merge(id, 1, Integer::sum);
        taken.merge(id, amount.minor(), Long::sum);
        yield List.of(new RecordCapture(id, amount));
      }
      case VoidRequested _ -> {
        held.remove(id);
        yield List.of(new RecordVoid(id));
      }
      case RefundRequested(_, var refundId, var amount, _) -> {
        refunded.merge(id, amount.minor(), Long::sum);
        assertThat(kept(id)).as("more went back to %s than was taken", id).isNotNegative();
        yield List.of(new RecordRefund(id, refundId));
      }
      default -> List.of(); // An answer of its own.
    };
  }

  private List<PaymentCommand> hold(PaymentRequested request) {
    OrderId id = request.orderId();
    Money amount = request.amount();
    PaymentCommand yes = new RecordAuthorization(id, amount, "ref-" + id);
    int luck = random.nextInt(10);
    if (luck == 3) {
      undecided.add(request);
    } else if (luck > 1) {
      held.add(id);
    }
    return switch (luck) {
      case 0 -> List.of(new RecordDecline(id, "no funds"));
      case 1, 2, 3 -> List.of();
      case 4 -> List.of(yes, new RecordDecline(id, "no funds, or are there"));
      default -> List.of(yes);
    };
  }

  private void authorize(PaymentRequested request) {
    held.add(request.orderId());
    mail.addAll(
        twice(List.of(new RecordAuthorization(request.orderId(), request.amount(), "late"))));
  }

  private static List<PaymentCommand> twice(List<PaymentCommand> answer) {
    List<PaymentCommand> both = new ArrayList<>(answer);
    both.addAll(answer);
    return both;
  }
}
