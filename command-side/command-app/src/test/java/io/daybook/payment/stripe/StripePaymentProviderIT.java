package io.daybook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.daybook.axon.TransientFailure;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.payment.app.PaymentProvider;
import io.daybook.payment.app.PaymentProvider.Answer;
import io.daybook.payment.app.PaymentProvider.Answer.Authorized;
import io.daybook.payment.app.PaymentProvider.Answer.Declined;
import io.daybook.payment.app.PaymentProvider.Answer.Silence;
import io.daybook.payment.stripe.StripeSimulator.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The port over Stripe's API: one effect for each wish, whatever goes wrong on the way.
class StripePaymentProviderIT {

  private static final Money PRICE = pounds(100);
  private static final String GOOD = "pm_card_visa";

  private static final StripeShop shop = new StripeShop();
  private static final StripeSimulator stripe = shop.stripe;

  private final PaymentProvider provider = shop.provider();
  private final String name = "order-" + UUID.randomUUID();
  private final OrderId order = new OrderId(name);

  @AfterEach
  void mend() {
    stripe.mend();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void money_is_held_taken_and_given_back_in_parts() {
    String reference = held();

    provider.capture(name + "c", order, PRICE, reference);
    provider.refund(name + "r1", order, pounds(30), reference);
    provider.refund(name + "r2", order, pounds(70), reference);

    assertThat(intent().received).isEqualTo(100);
    assertThat(intent().refunded).isEqualTo(100);
  }

  @Test
  void less_may_be_taken_than_is_held() {
    provider.capture(name + "c", order, pounds(60), held());

    assertThat(intent().received).isEqualTo(60);
  }

  @Test
  void what_is_held_is_let_go_of() {
    held();

    provider.release(name + "v", order);
    provider.release(name + "v", order);

    assertThat(intent().status).isEqualTo("canceled");
  }

  @Test
  void nothing_held_is_no_mistake() {
    provider.release(name + "v", order);

    assertThat(stripe.intentsOf(name)).isEmpty();
  }

  @Test
  void a_declined_card_stays_declined() {
    assertThat(authorize("pm_card_chargeDeclined"))
        .isEqualTo(new Declined("Your card was declined."));

    stripe.forgetKeys();
    assertThat(authorize("pm_card_chargeDeclined"))
        .isEqualTo(new Declined("Your card was declined."));
    assertThat(stripe.intentsOf(name)).hasSize(1);
  }

  @Test
  void something_that_is_no_payment_method_is_declined() {
    assertThat(authorize("4242424242424242")).isInstanceOf(Declined.class);
  }

  @Test
  void a_shopper_who_has_to_do_something_is_waited_for() {
    assertThat(authorize("pm_card_authenticationRequired")).isEqualTo(new Silence());

    intent().authenticate();

    assertThat(authorize("pm_card_authenticationRequired")).isInstanceOf(Authorized.class);
  }

  @Test
  void who_dies_after_the_intent_is_made_and_before_it_is_stored_goes_on_with_the_same() {
    stripe.next("create", Fault.MUTE_AFTERWARDS, Fault.MUTE_AFTERWARDS);
    assertPasses(catchThrowable(() -> authorize(GOOD)));

    assertThat(authorize(GOOD)).isEqualTo(new Authorized(intent().id));
  }

  @Test
  void who_dies_after_the_intent_is_stored_and_before_it_is_confirmed_goes_on_with_the_same() {
    stripe.next("confirm", Fault.AWAY, Fault.AWAY);
    assertPasses(catchThrowable(() -> authorize(GOOD)));

    stripe.forgetKeys();
    assertThat(authorize(GOOD)).isEqualTo(new Authorized(intent().id));
  }

  @Test
  void who_dies_after_the_money_is_held_finds_it_held() {
    Answer first = authorize(GOOD);
    stripe.forgetKeys();

    assertThat(authorize(GOOD)).isEqualTo(first).isEqualTo(new Authorized(intent().id));
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "MUTE_AFTERWARDS", "BROKEN", "BROKEN_AFTERWARDS", "MUTE"})
  void an_answer_that_is_lost_once_is_got_by_asking_again(Fault fault) {
    stripe.next("confirm", fault);

    assertThat(authorize(GOOD)).isEqualTo(new Authorized(intent().id));
  }

  @Test
  void money_that_may_be_held_without_a_word_is_let_go_of() {
    stripe.next("confirm", Fault.MUTE_AFTERWARDS, Fault.MUTE);
    assertThat(authorize(GOOD)).isEqualTo(new Silence());
    assertThat(intent().status).isEqualTo("requires_capture");

    provider.release(name + "v", order);

    assertThat(intent().status).isEqualTo("canceled");
  }

  @Test
  void who_let_go_says_nothing_more_when_asked_to_hold_again() {
    held();
    provider.release(name + "v", order);

    assertThat(authorize(GOOD)).isEqualTo(new Silence());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MUTE")
  void money_is_taken_once(Fault fault) {
    String reference = held();
    stripe.next("capture", fault, fault);

    untilDone(() -> provider.capture(name + "c", order, PRICE, reference));
    stripe.forgetKeys();
    provider.capture(name + "c", order, PRICE, reference);

    assertThat(intent().received).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN", "MUTE_AFTERWARDS", "ANSWER_LOST"})
  void money_is_let_go_of_once(Fault fault) {
    held();
    stripe.next("cancel", fault, fault);

    untilDone(() -> provider.release(name + "v", order));
    stripe.forgetKeys();
    provider.release(name + "v", order);

    assertThat(intent().status).isEqualTo("canceled");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MUTE")
  void money_is_given_back_once(Fault fault) {
    String reference = held();
    provider.capture(name + "c", order, PRICE, reference);
    stripe.next("refund", fault, fault);

    untilDone(() -> provider.refund(name + "r", order, pounds(40), reference));
    stripe.forgetKeys();
    provider.refund(name + "r", order, pounds(40), reference);

    assertThat(intent().refunded).isEqualTo(40);
  }

  @Test
  void too_many_requests_pass_by_themselves() {
    stripe.next("create", Fault.BUSY);

    assertPasses(catchThrowable(() -> authorize(GOOD)));
    assertThat(authorize(GOOD)).isInstanceOf(Authorized.class);
  }

  @Test
  void a_stripe_that_is_not_there_or_does_not_know_us_is_waited_for() {
    assertPasses(catchThrowable(() -> elsewhere("http://127.0.0.1:1", StripeSimulator.SECRET_KEY)));
    assertPasses(catchThrowable(() -> elsewhere(stripe.url().toString(), "sk_test_old")));
  }

  @Test
  void what_stripe_refuses_for_good_does_not_pass_by_itself() {
    String reference = held();

    assertStays(
        catchThrowable(() -> provider.refund(name + "r", order, pounds(1), reference)),
        "More than is left");
    assertStays(
        catchThrowable(() -> provider.capture(name + "c", order, PRICE, "pi_unknown")),
        "No such payment_intent");
    provider.capture(name + "d", order, PRICE, reference);
    assertStays(
        catchThrowable(() -> provider.capture(name + "d", order, pounds(50), reference)),
        "Keys can only be used with the same parameters");
    assertStays(catchThrowable(() -> provider.release(name + "v", order)), "status of succeeded");
  }

  @Test
  void a_failure_that_stripe_keeps_under_the_second_key_too_does_not_pass_by_itself() {
    String reference = held();
    stripe.next("capture", Fault.BROKEN, Fault.BROKEN, Fault.BROKEN);

    assertStays(
        catchThrowable(() -> provider.capture(name + "c", order, PRICE, reference)), "Broken");
  }

  @Test
  void a_currency_that_stripe_counts_otherwise_is_refused_before_anything_happens() {
    assertThatThrownBy(
            () -> provider.authorize(name, order, Money.of(5, new Currency("ISK")), GOOD))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stripe.intentsOf(name)).isEmpty();
  }

  private void elsewhere(String base, String secretKey) {
    StripeSettings settings =
        new StripeSettings(
            secretKey, "whsec", URI.create(base), Duration.ofSeconds(1), Duration.ofMinutes(5));
    new StripePaymentProvider(
            StripeConfiguration.client(settings), shop.server.bean(StripeIntents.class))
        .authorize(name, order, PRICE, GOOD);
  }

  private Answer authorize(String paymentMethod) {
    return provider.authorize(name, order, PRICE, paymentMethod);
  }

  private String held() {
    assertThat(authorize(GOOD)).isEqualTo(new Authorized(intent().id));
    return intent().id;
  }

  private SimulatedIntent intent() {
    assertThat(stripe.intentsOf(name)).hasSize(1);
    return stripe.intentsOf(name).getFirst();
  }

  /// As the reader of the log does it: again, as long as it may pass by itself.
  private static void untilDone(Runnable wish) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      try {
        wish.run();
        return;
      } catch (RuntimeException failed) {
        assertPasses(failed);
      }
    }
    throw new AssertionError("It did not pass");
  }

  private static void assertPasses(Throwable failed) {
    assertThat(failed).isNotNull().matches(TransientFailure::is, "passes by itself");
  }

  private static void assertStays(Throwable failed, String because) {
    assertThat(failed).hasMessageContaining(because);
    assertThat(TransientFailure.is(failed)).isFalse();
  }

  private static Money pounds(long pence) {
    return Money.of(pence, Currency.GBP);
  }
}
