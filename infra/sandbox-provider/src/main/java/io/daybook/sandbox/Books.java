package io.daybook.sandbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The sandbox's ledger. Joins the caller's transaction; thread-safe.
final class Books {

  /// One payment, as the ledger has it.
  record Payment(
      String orderId,
      String reference,
      long amountMinor,
      String currency,
      Card card,
      String state,
      long capturedMinor,
      long refundedMinor) {}

  /// One payment, with how often money was taken for it, and given back.
  record Line(
      String orderId,
      String currency,
      String state,
      long capturedMinor,
      long refundedMinor,
      int captures,
      int refunds) {}

  private static final String PAYMENT =
      """
      select order_id, reference, amount_minor, currency, card, state, captured_minor, refunded_minor
      from sandbox.payment
      """;

  private final JdbcClient jdbc;

  Books(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The payment, locked until the transaction ends.
  Optional<Payment> payment(String orderId) {
    return jdbc.sql(PAYMENT + "where order_id = ? for update")
        .param(orderId)
        .query(Payment.class)
        .optional();
  }

  /// Lines in order of their payments' names.
  List<Line> lines(String after, int limit) {
    return jdbc.sql(
            """
            select order_id, currency, state, captured_minor, refunded_minor,
                   count(*) filter (where kind = 'CAPTURE') as captures,
                   count(*) filter (where kind = 'REFUND') as refunds
            from sandbox.payment left join sandbox.entry using (order_id)
            where order_id > ? group by order_id order by order_id limit ?
            """)
        .params(after, limit)
        .query(Line.class)
        .list();
  }

  /// Opens a payment as its card has it.
  ///
  /// @return false when there is one already
  boolean open(String key, String orderId, Wish.Amount amount, Card card) {
    boolean opened =
        jdbc.sql(
                    """
                    insert into sandbox.payment (order_id, reference, amount_minor, currency, card, state)
                    values (?, ?, ?, ?, ?, ?) on conflict (order_id) do nothing
                    """)
                .params(
                    orderId,
                    "pay_" + UUID.randomUUID(),
                    amount.minor(),
                    amount.currency(),
                    card.name(),
                    card.state())
                .update()
            == 1;
    if (opened && !card.state().equals("PENDING")) {
      String kind = card.state().equals("DECLINED") ? "DECLINE" : "AUTHORIZE";
      enter(key, orderId, kind, amount.minor());
    }
    return opened;
  }

  /// The money of a pending payment is held now.
  void hold(String key, String orderId) {
    int held =
        jdbc.sql(
                """
                update sandbox.payment set state = 'AUTHORIZED'
                where order_id = ? and state = 'PENDING'
                """)
            .param(orderId)
            .update();
    if (held == 1) {
      jdbc.sql(
              """
              insert into sandbox.entry (order_id, kind, amount_minor, call_key)
              select order_id, 'AUTHORIZE', amount_minor, ? from sandbox.payment where order_id = ?
              """)
          .params(key, orderId)
          .update();
    }
  }

  void capture(String key, Payment payment) {
    jdbc.sql(
            """
            update sandbox.payment set state = 'CAPTURED', captured_minor = amount_minor
            where order_id = ?
            """)
        .param(payment.orderId())
        .update();
    enter(key, payment.orderId(), "CAPTURE", payment.amountMinor());
  }

  void release(String key, Payment payment) {
    jdbc.sql("update sandbox.payment set state = 'VOIDED' where order_id = ?")
        .param(payment.orderId())
        .update();
    enter(key, payment.orderId(), "VOID", payment.amountMinor());
  }

  void refund(String key, Payment payment, long minor) {
    jdbc.sql("update sandbox.payment set refunded_minor = refunded_minor + ? where order_id = ?")
        .params(minor, payment.orderId())
        .update();
    enter(key, payment.orderId(), "REFUND", minor);
  }

  /// Has the caller told later that the money is held.
  void tellHeld(Payment payment, Duration delay) {
    String body =
        Json.write(
            Map.of(
                "type",
                "payment.authorized",
                "data",
                Map.of(
                    "orderId",
                    payment.orderId(),
                    "providerReference",
                    payment.reference(),
                    "amount",
                    new Wish.Amount(payment.amountMinor(), payment.currency()))));
    jdbc.sql("insert into sandbox.webhook (id, order_id, body, due_at) values (?, ?, ?, ?)")
        .params(
            "msg_" + UUID.randomUUID(),
            payment.orderId(),
            body,
            OffsetDateTime.now(ZoneOffset.UTC).plus(delay))
        .update();
  }

  private void enter(String key, String orderId, String kind, long minor) {
    jdbc.sql(
            "insert into sandbox.entry (order_id, kind, amount_minor, call_key) values (?, ?, ?, ?)")
        .params(orderId, kind, minor, key)
        .update();
  }
}
