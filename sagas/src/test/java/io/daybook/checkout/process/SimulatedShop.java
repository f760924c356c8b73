package io.daybook.checkout.process;

import io.daybook.inventory.command.ReservationCommand;
import io.daybook.inventory.command.StockItemCommand;
import io.daybook.inventory.domain.Reservation;
import io.daybook.inventory.domain.ReservationDecider;
import io.daybook.inventory.domain.StockItem;
import io.daybook.inventory.domain.StockItemDecider;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.domain.Decision;
import io.daybook.kernel.domain.Decision.Accepted;
import io.daybook.kernel.domain.Decision.Rejected;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.domain.Order;
import io.daybook.ordering.domain.OrderDecider;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.domain.Payment;
import io.daybook.payment.domain.PaymentDecider;
import io.daybook.payment.event.PaymentEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The command side in a few maps: the real rules, one log, and the first answer for every key.
public final class SimulatedShop {

  public final List<DomainEvent> log = new ArrayList<>();
  public final Map<OrderId, Order> orders = new HashMap<>();
  final Map<OrderId, Payment> payments = new HashMap<>();
  final Map<OrderId, Reservation> reservations = new HashMap<>();
  final Map<Sku, StockItem> stock = new HashMap<>();
  final List<Refusal> mistakes = new ArrayList<>();

  private final OrderDecider ordering = new OrderDecider();
  private final PaymentDecider paying = new PaymentDecider();
  private final ReservationDecider reserving = new ReservationDecider();
  private final StockItemDecider stocking = new StockItemDecider();
  private final Map<String, Answer> answers = new HashMap<>();

  public Answer ask(String key, Command command) {
    return answers.computeIfAbsent(key, _ -> ask(command));
  }

  public Answer ask(Command command) {
    Decision<? extends DomainEvent> decision =
        switch (command) {
          case OrderCommand c -> ordering.decide(c, order(c.orderId()));
          case PaymentCommand c -> paying.decide(c, payment(c.orderId()));
          case ReservationCommand c -> reserve(c);
          case StockItemCommand c -> stocking.decide(c, item(c.sku()));
          default -> throw new IllegalArgumentException(command.toString());
        };
    return switch (decision) {
      case Accepted<? extends DomainEvent>(var events) -> {
        events.forEach(this::append);
        yield new Done(command.stream(), 0, log.size());
      }
      case Rejected<? extends DomainEvent>(var rejection) -> new Refused(rejection);
    };
  }

  public void append(DomainEvent event) {
    log.add(event);
    switch (event) {
      case OrderEvent e -> orders.put(e.orderId(), ordering.evolve(order(e.orderId()), e));
      case PaymentEvent e -> payments.put(e.orderId(), paying.evolve(payment(e.orderId()), e));
      case ReservationEvent e ->
          reservations.put(e.orderId(), reserving.evolve(reservation(e.orderId()), e));
      case StockItemEvent e -> stock.put(e.sku(), stocking.evolve(item(e.sku()), e));
      default -> {}
    }
  }

  Order order(OrderId id) {
    return orders.getOrDefault(id, ordering.initial());
  }

  Payment payment(OrderId id) {
    return payments.getOrDefault(id, paying.initial());
  }

  Reservation reservation(OrderId id) {
    return reservations.getOrDefault(id, reserving.initial());
  }

  StockItem item(Sku sku) {
    return stock.getOrDefault(sku, stocking.initial());
  }

  private Decision<DomainEvent> reserve(ReservationCommand command) {
    Reservation reservation = reservation(command.orderId());
    Map<Sku, StockItem> items = new HashMap<>();
    reserving.skus(command, reservation).forEach(sku -> items.put(sku, item(sku)));
    return reserving.decide(command, reservation, items);
  }
}
