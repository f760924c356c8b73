package io.daybook.checkout.process;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.checkout.process.CheckoutState.NotStarted;
import io.daybook.checkout.process.CheckoutState.Over;
import io.daybook.checkout.process.Effect.Ask;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.payment.event.PaymentEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The reader of checkouts: it hears the log in batches, the events of each order in turn and those
/// of different orders in any order, and remembers at the end of a batch what it came to. A crash,
/// which comes between any two of its words, forgets the batch, and all is heard again.
final class SimulatedCheckouts {

  private static final int MOST_AT_ONCE = 8;
  private static final Memory NEW = new Memory(new NotStarted(), null);

  private record Deadline(Instant at, Limit limit) {}

  private record Memory(CheckoutState state, @Nullable Deadline deadline) {}

  private final CheckoutProcess process;
  private final List<DomainEvent> log;
  private final List<Instant> times;
  private final SimulatedPost post;
  private final Random random;

  private final Map<OrderId, Memory> kept = new HashMap<>();
  private int position;

  private final Map<OrderId, Memory> unsaved = new HashMap<>();
  private final Map<OrderId, Deque<Integer>> lanes = new LinkedHashMap<>();
  private int end;

  /// @param times when each event of `log` happened
  SimulatedCheckouts(
      CheckoutLimits limits,
      List<DomainEvent> log,
      List<Instant> times,
      SimulatedPost post,
      Random random) {
    this.process = new CheckoutProcess(limits);
    this.log = log;
    this.times = times;
    this.post = post;
    this.random = random;
  }

  boolean isAtTheEnd() {
    return lanes.isEmpty() && position == log.size();
  }

  /// An order that has a limit; null when none has.
  @Nullable OrderId anyLimit() {
    List<OrderId> limited =
        kept.keySet().stream()
            .filter(it -> keptOf(it).deadline() != null)
            .sorted(Comparator.comparing(OrderId::value))
            .toList();
    return limited.isEmpty() ? null : limited.get(random.nextInt(limited.size()));
  }

  /// When the limit of an order passes that has one.
  Instant limitOf(OrderId id) {
    return Objects.requireNonNull(keptOf(id).deadline()).at();
  }

  boolean isOver(OrderId id) {
    return kept.getOrDefault(id, NEW).state() instanceof Over;
  }

  CheckoutState state(OrderId id) {
    return kept.getOrDefault(id, NEW).state();
  }

  /// One order hears its next event, and perhaps the node crashes before step `luck`.
  void hear(int luck) {
    if (lanes.isEmpty()) {
      begin();
    }
    if (!lanes.isEmpty()) {
      List<OrderId> waiting = List.copyOf(lanes.keySet());
      OrderId id = waiting.get(random.nextInt(waiting.size()));
      Deque<Integer> lane = Objects.requireNonNull(lanes.get(id));
      Memory memory = hear(unsaved.getOrDefault(id, keptOf(id)), id, lane.remove(), luck);
      if (memory == null) {
        crash();
        return;
      }
      unsaved.put(id, memory);
      if (lane.isEmpty()) {
        lanes.remove(id);
      }
    }
    if (lanes.isEmpty()) {
      kept.putAll(unsaved);
      unsaved.clear();
      position = end;
    }
  }

  /// Something that was heard long ago comes once more.
  void hearAgain() {
    if (lanes.isEmpty() && position > 0) {
      int at = random.nextInt(position);
      OrderId id = orderOf(log.get(at));
      if (id != null) {
        Memory memory = hear(keptOf(id), id, at, Integer.MAX_VALUE);
        kept.put(id, Objects.requireNonNull(memory));
      }
    }
  }

  /// The node dies, and another one begins where this one had saved its place.
  void crash() {
    unsaved.clear();
    lanes.clear();
  }

  /// Tells an order that its limit has passed, unless a batch has hold of its checkout.
  void timeOut(OrderId id, int luck) {
    Memory before = keptOf(id);
    Deadline deadline = before.deadline();
    if (deadline != null && !isInWork(id)) {
      Step step = process.step(before.state(), new CheckoutTimedOut(id, deadline.limit()));
      String cause = "timeout-%s-%s".formatted(deadline.limit(), deadline.at());
      Memory after =
          perform(new Memory(before.state(), null), id, step, cause, deadline.at(), luck);
      if (after != null) {
        kept.put(id, after);
      }
    }
  }

  private boolean isInWork(OrderId id) {
    return lanes.containsKey(id) || unsaved.containsKey(id);
  }

  private Memory keptOf(OrderId id) {
    return kept.getOrDefault(id, NEW);
  }

  private void begin() {
    end = Math.min(log.size(), position + 1 + random.nextInt(MOST_AT_ONCE));
    for (int at = position; at < end; at++) {
      OrderId id = orderOf(log.get(at));
      if (id != null) {
        lanes.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(at);
      }
    }
  }

  private @Nullable Memory hear(Memory memory, OrderId id, int at, int luck) {
    Step step = process.step(memory.state(), log.get(at), times.get(at));
    return perform(memory, id, step, "e" + at, times.get(at), luck);
  }

  /// @return null when it crashed on the way
  private @Nullable Memory perform(
      Memory before, OrderId id, Step step, String cause, Instant at, int luck) {
    CheckoutState state = step.next();
    Deadline deadline = before.deadline();
    Deque<Effect> effects = new ArrayDeque<>(step.effects());
    for (int n = 1; !effects.isEmpty(); n++) {
      switch (effects.removeFirst()) {
        case Effect.Within(var time, var limit) -> deadline = new Deadline(at.plus(time), limit);
        case Ask(var command) -> {
          String key = "checkout/%s/%s/%d".formatted(id, cause, n);
          if (n > luck) {
            post.sendDying(key, command);
            return null;
          }
          if (post.send(key, command) instanceof Refused) {
            Step after = process.refused(state, command);
            state = after.next();
            effects.addAll(after.effects());
          }
        }
      }
    }
    return dies(luck) ? null : new Memory(state, deadline);
  }

  /// Whether it crashes when all is sent and nothing saved.
  private boolean dies(int luck) {
    return luck == 0 || (luck < Integer.MAX_VALUE && random.nextInt(8) == 0);
  }

  private static @Nullable OrderId orderOf(DomainEvent event) {
    if (!CheckoutProcess.HEARS.contains(event.getClass())) {
      return null;
    }
    return switch (event) {
      case CartCheckedOut e -> e.orderId();
      case OrderEvent e -> e.orderId();
      case PaymentEvent e -> e.orderId();
      case ReservationEvent e -> e.orderId();
      default -> throw new IllegalArgumentException(event.toString());
    };
  }
}
