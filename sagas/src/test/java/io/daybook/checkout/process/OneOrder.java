package io.daybook.checkout.process;

import io.daybook.checkout.process.CheckoutState.NotStarted;
import io.daybook.checkout.process.Effect.Ask;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One order of five mugs, its checkout, its aftercare and its provider, moved step by step.
final class OneOrder {

  final SimulatedShop shop = new SimulatedShop();
  private final CheckoutProcess process = new CheckoutProcess(Shop.LIMITS);
  private final List<PaymentCommand> mail = new ArrayList<>();
  private final Map<RefundId, Money> refunds = new HashMap<>();
  private CheckoutState state = new NotStarted();
  private int heard;
  private int aftercareHeard;
  private int providerHeard;
  private boolean held;
  private long taken;

  /// An order at this moment: nothing that would follow has happened.
  static OneOrder at(Moment moment) {
    OneOrder it = new OneOrder();
    it.shop.ask(new ReceiveStock(Shop.MUG, 10, "first"));
    it.shop.ask(
        new PlaceOrder(
            Shop.ORDER,
            null,
            Channel.TRUSTED,
            "",
            List.of(Shop.goods(1, Shop.MUG, 5, 100)),
            "card",
            Shop.NOON));
    for (Moment next : Moment.values()) {
      // A credit is a branch of its own, not on the way to the van.
      if (next == moment || (next.compareTo(moment) < 0 && next != Moment.PARTLY_CREDITED)) {
        it.reach(next);
      }
    }
    return it;
  }

  /// What the shop has of the shopper's money.
  long kept() {
    return taken - refunds.values().stream().mapToLong(Money::minor).sum();
  }

  /// Whether the provider still holds any.
  boolean held() {
    return held;
  }

  /// The checkout's limit passes, whatever it is doing.
  void timeIsUp() {
    perform(process.step(state, new CheckoutTimedOut(Shop.ORDER, Limit.RESERVATION)));
  }

  /// Lets everybody hear and answer everything.
  void settle() {
    int before;
    do {
      before = shop.log.size() + mail.size() + heard + aftercareHeard + providerHeard;
      hear();
      aftercare();
      callProvider();
      readMail();
    } while (shop.log.size() + mail.size() + heard + aftercareHeard + providerHeard > before);
  }

  private void reach(Moment moment) {
    switch (moment) {
      case PLACED -> {}
      case RESERVED, PAYMENT_REQUESTED, CONFIRMED, CAPTURING -> hear();
      case HELD_BY_PROVIDER, TAKEN_BY_PROVIDER -> callProvider();
      case AUTHORIZED -> readMail();
      case CAPTURED -> settle();
      case PARTLY_CREDITED -> {
        shop.ask(new IssueCreditNote(Shop.ORDER, new CreditNoteId("c"), Shop.pounds(30), "sorry"));
        settle();
      }
      case SHIPPED -> {
        shop.ask(new ShipOrder(Shop.ORDER));
        settle();
      }
      case PARTLY_RETURNED -> {
        shop.ask(
            new AcceptReturn(
                Shop.ORDER, new ReturnId("r"), List.of(new ReturnedLine(Shop.MUG, 1)), "no"));
        settle();
      }
    }
  }

  /// The checkout hears what is in the log now, and not what follows from that.
  private void hear() {
    int end = shop.log.size();
    while (heard < end) {
      perform(process.step(state, shop.log.get(heard++), Shop.NOON));
    }
  }

  private void perform(Step step) {
    state = step.next();
    Deque<Effect> effects = new ArrayDeque<>(step.effects());
    while (!effects.isEmpty()) {
      if (effects.removeFirst() instanceof Ask(var command)
          && shop.ask(command) instanceof Refused refused) {
        note(command, refused);
        Step after = process.refused(state, command);
        state = after.next();
        effects.addAll(after.effects());
      }
    }
  }

  private void aftercare() {
    int end = shop.log.size();
    while (aftercareHeard < end) {
      for (Command command : AftercarePolicy.react(shop.log.get(aftercareHeard++))) {
        if (shop.ask(command) instanceof Refused refused) {
          note(command, refused);
        }
      }
    }
  }

  private void callProvider() {
    while (providerHeard < shop.log.size()) {
      DomainEvent event = shop.log.get(providerHeard++);
      if (event instanceof PaymentEvent asked) {
        call(asked);
      }
    }
  }

  private void call(PaymentEvent event) {
    switch (event) {
      case PaymentRequested(var id, var amount, _) -> {
        held = true;
        mail.add(new RecordAuthorization(id, amount, "ref"));
      }
      case CaptureRequested(var id, var amount, _) -> {
        held = false;
        taken = amount.minor();
        mail.add(new RecordCapture(id, amount));
      }
      case VoidRequested(var id) -> {
        held = false;
        mail.add(new RecordVoid(id));
      }
      case RefundRequested(var id, var refund, var amount, _) -> {
        refunds.put(refund, amount);
        mail.add(new RecordRefund(id, refund));
      }
      default -> {} // An answer of its own.
    }
  }

  private void readMail() {
    List<PaymentCommand> letters = List.copyOf(mail);
    mail.clear();
    letters.forEach(shop::ask);
  }

  private void note(Command command, Refused refused) {
    Refusal refusal = new Refusal(command, refused.rejection());
    if (!refusal.isForeseen()) {
      shop.mistakes.add(refusal);
    }
  }
}
