package io.daybook.payment.app;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.springframework.context.annotation.Primary;

/// A provider that does what it is asked, but for those whom it has something against.
@Primary
class MoodyProvider implements PaymentProvider {

  final List<String> done = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> offended = _ -> false;
  private volatile Predicate<String> away = _ -> false;

  /// From now on it refuses all that is about these orders.
  void offend(Predicate<String> orders) {
    offended = orders;
  }

  /// From now on it can't be reached about these orders.
  void goAway(Predicate<String> orders) {
    away = orders;
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public Answer authorize(String key, OrderId order, Money amount, String paymentToken) {
    act("authorize", order);
    return paymentToken.equals("empty")
        ? new Answer.Declined("There is too little money.")
        : new Answer.Authorized("ref");
  }

  @Override
  public void capture(String key, OrderId order, Money amount, String reference) {
    act("capture", order);
  }

  @Override
  public void release(String key, OrderId order) {
    act("release", order);
  }

  @Override
  public void refund(String key, OrderId order, Money amount, String reference) {
    act("refund", order);
  }

  private void act(String what, OrderId order) {
    if (away.test(order.value())) {
      throw new UncheckedIOException(new IOException("No answer"));
    }
    if (offended.test(order.value())) {
      throw new IllegalStateException("We don't talk about this one.");
    }
    done.add(what + " " + order);
  }
}
