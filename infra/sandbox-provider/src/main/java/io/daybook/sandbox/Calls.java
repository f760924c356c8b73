package io.daybook.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/// Does what callers ask for, once for each idempotency key: the effect and the answer are kept
/// together, and whoever asks again gets the first answer. What is refused had no effect and is not
/// kept. Thread-safe.
final class Calls {

  static final Set<String> OPERATIONS = Set.of("authorizations", "captures", "voids", "refunds");
  private static final String AUTHORIZATIONS = "authorizations";

  private record Kept(String asked, String answer, Card card) {}

  private record Done(Map<String, String> answer, Card card) {

    Done(String status, Card card) {
      this(Map.of("status", status), card);
    }
  }

  /// A wish that is against the rules.
  @SuppressWarnings("serial") // It never leaves this class.
  private static final class Refused extends RuntimeException {
    private final transient Told told;

    Refused(int status, String problem) {
      super(problem, null, false, false);
      told = Told.refusal(status, problem);
    }
  }

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Books books;
  private final SandboxSettings settings;

  Calls(
      JdbcClient jdbc, TransactionOperations transactions, Books books, SandboxSettings settings) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.books = books;
    this.settings = settings;
  }

  /// @param body as it came, to tell one wish from another under the same key
  Told make(String key, String operation, String body, Wish wish) {
    return Objects.requireNonNull(
        transactions.execute(transaction -> make(key, operation, body, wish, transaction)));
  }

  private Told make(
      String key, String operation, String body, Wish wish, TransactionStatus transaction) {
    String asked = operation + ' ' + body;
    if (!isFirst(key, asked)) {
      return again(key, asked, operation);
    }
    try {
      Done done = perform(key, operation, wish);
      String answer = Json.write(done.answer());
      jdbc.sql("update sandbox.call set answer = ?, card = ? where key = ?")
          .params(answer, done.card().name(), key)
          .update();
      return new Told(200, answer, done.card().manner(operation.equals(AUTHORIZATIONS), true));
    } catch (Refused refused) {
      transaction.setRollbackOnly();
      return refused.told;
    }
  }

  private boolean isFirst(String key, String asked) {
    return jdbc.sql(
                "insert into sandbox.call (key, asked) values (?, ?) on conflict (key) do nothing")
            .params(key, asked)
            .update()
        == 1;
  }

  private Told again(String key, String asked, String operation) {
    Kept kept =
        jdbc.sql("select asked, answer, card from sandbox.call where key = ?")
            .param(key)
            .query(Kept.class)
            .single();
    return kept.asked().equals(asked)
        ? new Told(200, kept.answer(), kept.card().manner(operation.equals(AUTHORIZATIONS), false))
        : Told.refusal(422, "The idempotency key was used for another wish.");
  }

  private Done perform(String key, String operation, Wish wish) {
    if (operation.equals(AUTHORIZATIONS)) {
      return authorize(key, wish);
    }
    Optional<Books.Payment> found = books.payment(wish.orderId());
    if (operation.equals("voids")) {
      return found.map(it -> release(key, it)).orElse(new Done("nothing held", Card.GOOD));
    }
    Books.Payment payment = found.orElseThrow(() -> new Refused(404, "There is no such payment."));
    return operation.equals("captures") ? capture(key, payment, wish) : refund(key, payment, wish);
  }

  private Done authorize(String key, Wish wish) {
    Wish.Amount amount = wish.amount();
    if (amount == null || wish.paymentToken() == null || amount.minor() <= 0) {
      throw new Refused(400, "An amount above 0 and a paymentToken are needed.");
    }
    boolean opened =
        books.open(key, wish.orderId(), amount, Card.of(wish.paymentToken(), settings));
    Books.Payment payment = books.payment(wish.orderId()).orElseThrow();
    Card card = payment.card();
    if (opened) {
      for (int time = 0; time < card.webhooks(); time++) {
        books.tellHeld(payment, card == Card.LATE ? settings.lateAfter() : Duration.ZERO);
      }
    }
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("status", card.status());
    answer.put("reference", payment.reference());
    answer.put("reason", card.reason());
    return new Done(answer, card);
  }

  private Done capture(String key, Books.Payment payment, Wish wish) {
    Wish.Amount amount = wish.amount();
    if (amount != null && amount.minor() != payment.amountMinor()) {
      throw new Refused(409, "Another amount is held.");
    }
    switch (payment.state()) {
      case "AUTHORIZED" -> books.capture(key, payment);
      case "CAPTURED" -> {
        // Taken once already, under another key.
      }
      default -> throw new Refused(409, "Nothing is held: it is " + payment.state() + ".");
    }
    return new Done("captured", payment.card());
  }

  private Done release(String key, Books.Payment payment) {
    if (!payment.state().equals("AUTHORIZED")) {
      return new Done("nothing held", payment.card());
    }
    books.release(key, payment);
    return new Done("voided", payment.card());
  }

  private Done refund(String key, Books.Payment payment, Wish wish) {
    long left = payment.capturedMinor() - payment.refundedMinor();
    Wish.Amount amount = wish.amount();
    long minor = amount == null ? left : amount.minor();
    if (minor <= 0 || minor > left) {
      throw new Refused(409, "Only %d can be given back.".formatted(left));
    }
    books.refund(key, payment, minor);
    return new Done("refunded", payment.card());
  }
}
