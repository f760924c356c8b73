package io.daybook.payment.domain;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.domain.RuleBook;
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
import io.daybook.payment.command.PaymentRejection.PaymentAmountDiffers;
import io.daybook.payment.command.PaymentRejection.PaymentAmountNotPositive;
import io.daybook.payment.command.PaymentRejection.PaymentStateForbids;
import io.daybook.payment.command.PaymentRejection.PaymentUnknown;
import io.daybook.payment.command.PaymentRejection.RefundExceedsCaptured;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import org.junit.jupiter.api.Test;

class PaymentDeciderSpec extends RuleBook<PaymentCommand, Payment, PaymentEvent> {

  private static final OrderId ORDER = new OrderId("536365");
  private static final Money TOTAL = gbp(1_000);
  private static final RefundId RETURN = new RefundId("return-1");
  private static final RefundId UNDOING = new RefundId("void-536365");

  private static final PaymentEvent REQUESTED = new PaymentRequested(ORDER, TOTAL, "card");
  private static final PaymentEvent AUTHORIZED = new PaymentAuthorized(ORDER, TOTAL, "psp-1");
  private static final PaymentEvent DECLINED = new PaymentDeclined(ORDER, "no funds");
  private static final PaymentEvent CAPTURING = new CaptureRequested(ORDER, TOTAL, "psp-1");
  private static final PaymentEvent CAPTURED = new PaymentCaptured(ORDER, TOTAL);
  private static final PaymentEvent VOIDING = new VoidRequested(ORDER);
  private static final PaymentEvent VOIDED = new PaymentVoided(ORDER);

  private static final PaymentCommand REQUEST = new RequestPayment(ORDER, TOTAL, "card");
  private static final PaymentCommand HEAR_AUTHORIZED =
      new RecordAuthorization(ORDER, TOTAL, "psp-1");
  private static final PaymentCommand HEAR_DECLINED = new RecordDecline(ORDER, "no funds");
  private static final PaymentCommand CAPTURE = new CapturePayment(ORDER);
  private static final PaymentCommand HEAR_CAPTURED = new RecordCapture(ORDER, TOTAL);
  private static final PaymentCommand VOID = new VoidPayment(ORDER);
  private static final PaymentCommand HEAR_VOIDED = new RecordVoid(ORDER);

  PaymentDeciderSpec() {
    super(new PaymentDecider());
  }

  @Test
  void money_is_asked_for_once() {
    given().when(REQUEST).then(REQUESTED);
  }

  @Test
  void only_a_positive_amount_is_asked_for() {
    given()
        .when(new RequestPayment(ORDER, gbp(0), "card"))
        .thenRejected(new PaymentAmountNotPositive(ORDER, gbp(0)));
  }

  @Test
  void an_order_has_one_payment_of_one_amount() {
    given(REQUESTED)
        .when(new RequestPayment(ORDER, gbp(999), "card"))
        .thenRejected(new PaymentAmountDiffers(ORDER, TOTAL));
  }

  @Test
  void a_declined_payment_is_not_asked_for_again() {
    given(REQUESTED, DECLINED).when(REQUEST).thenNothing();
  }

  @Test
  void the_provider_holds_the_money() {
    given(REQUESTED).when(HEAR_AUTHORIZED).then(AUTHORIZED);
  }

  @Test
  void the_provider_holds_what_was_asked_for_and_nothing_else() {
    given(REQUESTED)
        .when(new RecordAuthorization(ORDER, gbp(1_001), "psp-1"))
        .thenRejected(new PaymentAmountDiffers(ORDER, TOTAL));
  }

  @Test
  void an_authorization_nobody_asked_for_is_unknown() {
    given().when(HEAR_AUTHORIZED).thenRejected(new PaymentUnknown(ORDER));
    given(VOIDED).when(HEAR_AUTHORIZED).thenRejected(new PaymentUnknown(ORDER));
  }

  @Test
  void an_authorization_heard_late_changes_nothing() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED).when(HEAR_AUTHORIZED).thenNothing();
  }

  @Test
  void the_provider_declines() {
    given(REQUESTED).when(HEAR_DECLINED).then(DECLINED);
  }

  @Test
  void what_is_held_is_not_declined_any_more() {
    given(REQUESTED, AUTHORIZED)
        .when(HEAR_DECLINED)
        .thenRejected(new PaymentStateForbids(ORDER, "authorized", "decline"));
  }

  @Test
  void what_is_held_is_captured_whole() {
    given(REQUESTED, AUTHORIZED).when(CAPTURE).then(CAPTURING);
  }

  @Test
  void a_payment_is_captured_once() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED).when(CAPTURE).thenNothing();
  }

  @Test
  void what_is_not_held_is_not_captured() {
    given().when(CAPTURE).thenRejected(new PaymentUnknown(ORDER));
    given(REQUESTED)
        .when(CAPTURE)
        .thenRejected(new PaymentStateForbids(ORDER, "requested", "capture"));
    given(REQUESTED, AUTHORIZED, VOIDING)
        .when(CAPTURE)
        .thenRejected(new PaymentStateForbids(ORDER, "void requested", "capture"));
  }

  @Test
  void the_money_is_ours_when_the_provider_says_so() {
    given(REQUESTED, AUTHORIZED, CAPTURING).when(HEAR_CAPTURED).then(CAPTURED);
  }

  @Test
  void never_more_is_captured_than_was_authorized() {
    given(REQUESTED, AUTHORIZED, CAPTURING)
        .when(new RecordCapture(ORDER, gbp(1_001)))
        .thenRejected(new PaymentAmountDiffers(ORDER, TOTAL));
  }

  @Test
  void a_capture_nobody_asked_for_is_refused() {
    given(REQUESTED, AUTHORIZED)
        .when(HEAR_CAPTURED)
        .thenRejected(new PaymentStateForbids(ORDER, "authorized", "record the capture of"));
  }

  @Test
  void a_void_that_overtakes_its_request_forbids_it() {
    given().when(VOID).then(VOIDED);
    given(VOIDED).when(REQUEST).thenRejected(new PaymentStateForbids(ORDER, "voided", "request"));
  }

  @Test
  void a_requested_payment_is_let_go_of_blindly() {
    given(REQUESTED).when(VOID).then(VOIDING);
  }

  @Test
  void held_money_is_let_go_of() {
    given(REQUESTED, AUTHORIZED).when(VOID).then(VOIDING);
    given(REQUESTED, AUTHORIZED, VOIDING).when(HEAR_VOIDED).then(VOIDED);
  }

  @Test
  void a_declined_payment_needs_no_undoing() {
    given(REQUESTED, DECLINED).when(VOID).thenNothing();
  }

  @Test
  void taken_money_is_given_back_whole() {
    given(REQUESTED, AUTHORIZED, CAPTURING).when(VOID).then(refunding(UNDOING, 1_000));
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED).when(VOID).then(refunding(UNDOING, 1_000));
  }

  @Test
  void undoing_gives_back_only_what_was_not_given_back() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED, refunding(RETURN, 300))
        .when(VOID)
        .then(refunding(UNDOING, 700));
  }

  @Test
  void an_authorization_after_the_void_is_let_go_of_at_once() {
    given(REQUESTED, VOIDING).when(HEAR_AUTHORIZED).then(AUTHORIZED, VOIDING);
    given(REQUESTED, VOIDING, VOIDED).when(HEAR_AUTHORIZED).then(AUTHORIZED, VOIDING);
  }

  @Test
  void an_authorization_after_a_decline_is_let_go_of_at_once() {
    given(REQUESTED, DECLINED).when(HEAR_AUTHORIZED).then(AUTHORIZED, VOIDING);
  }

  @Test
  void a_decline_answers_a_void_of_money_that_was_never_held() {
    given(REQUESTED, VOIDING).when(HEAR_DECLINED).then(VOIDED);
  }

  @Test
  void a_decline_says_nothing_about_money_that_is_held() {
    given(REQUESTED, AUTHORIZED, VOIDING).when(HEAR_DECLINED).thenNothing();
  }

  @Test
  void a_void_nobody_asked_for_is_refused() {
    given(REQUESTED, AUTHORIZED)
        .when(HEAR_VOIDED)
        .thenRejected(new PaymentStateForbids(ORDER, "authorized", "record the void of"));
  }

  @Test
  void part_of_the_money_goes_back() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED)
        .when(new RefundPayment(ORDER, RETURN, gbp(300)))
        .then(refunding(RETURN, 300));
  }

  @Test
  void one_refund_has_one_amount() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED, refunding(RETURN, 300))
        .when(new RefundPayment(ORDER, RETURN, gbp(301)))
        .thenRejected(new PaymentAmountDiffers(ORDER, gbp(300)));
  }

  @Test
  void never_more_goes_back_than_was_captured() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED, refunding(RETURN, 300))
        .when(new RefundPayment(ORDER, new RefundId("return-2"), gbp(701)))
        .thenRejected(new RefundExceedsCaptured(ORDER, gbp(701), gbp(700)));
  }

  @Test
  void money_goes_back_in_the_currency_it_came_in() {
    Money euros = Money.of(1, new Currency("EUR"));
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED)
        .when(new RefundPayment(ORDER, RETURN, euros))
        .thenRejected(new RefundExceedsCaptured(ORDER, euros, TOTAL));
  }

  @Test
  void only_a_positive_amount_goes_back() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED)
        .when(new RefundPayment(ORDER, RETURN, gbp(-1)))
        .thenRejected(new PaymentAmountNotPositive(ORDER, gbp(-1)));
  }

  @Test
  void a_refund_of_all_that_is_only_held_lets_go_of_it() {
    given(REQUESTED, AUTHORIZED).when(new RefundPayment(ORDER, RETURN, TOTAL)).then(VOIDING);
  }

  @Test
  void a_refund_of_part_waits_for_the_capture() {
    given(REQUESTED, AUTHORIZED)
        .when(new RefundPayment(ORDER, RETURN, gbp(300)))
        .thenRejected(new PaymentStateForbids(ORDER, "authorized", "refund"));
  }

  @Test
  void a_refund_is_done_when_the_provider_says_so() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED, refunding(RETURN, 300))
        .when(new RecordRefund(ORDER, RETURN))
        .then(new PaymentRefunded(ORDER, RETURN, gbp(300)));
  }

  @Test
  void what_went_back_had_been_captured_even_if_nobody_told_us() {
    given(REQUESTED, AUTHORIZED, CAPTURING, refunding(UNDOING, 1_000))
        .when(new RecordRefund(ORDER, UNDOING))
        .then(CAPTURED, new PaymentRefunded(ORDER, UNDOING, TOTAL));
  }

  @Test
  void a_refund_nobody_asked_for_is_refused() {
    given(REQUESTED, AUTHORIZED, CAPTURING, CAPTURED)
        .when(new RecordRefund(ORDER, RETURN))
        .thenRejected(new PaymentStateForbids(ORDER, "captured", "record that refund of"));
  }

  private static PaymentEvent refunding(RefundId id, long minor) {
    return new RefundRequested(ORDER, id, gbp(minor), "psp-1");
  }

  private static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
