package io.daybook.kernel.view;

import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Answers 503 for tables that are new and being filled beside the others: empty ones are not the
/// truth. Everybody shares one look twice a second. Safe for all threads.
final class FirstBuild implements HandlerInterceptor, WebMvcConfigurer {

  private static final long LOOK_NANOS = 500_000_000;
  private static final String UNREAD =
      """
      select name from projection_version v
      where not exists (select from projection_position p where p.name = v.name)
      """;

  private static final String CARTS = "projections.cart.carts";
  private static final String CREDIT_NOTES = "projections.ordering.credit-notes";
  private static final String LEDGER = "projections.ledger.postings";
  private static final String ORDERS = "projections.ordering.orders";
  private static final String PAYMENTS = "projections.payment.payments";
  private static final String STOCK = "projections.inventory.stock-levels";
  private static final List<String> OF_ORDER =
      List.of(ORDERS, "projections.ordering.timelines", PAYMENTS);
  private static final Map<String, List<String>> READ_MODELS =
      Map.ofEntries(
          Map.entry("/v1/products/{sku}", List.of("projections.catalog.products", STOCK)),
          Map.entry("/v1/stock", List.of(STOCK)),
          Map.entry("/v1/stock/{sku}", List.of(STOCK)),
          Map.entry("/v1/carts/{cartId}", List.of(CARTS)),
          Map.entry("/v1/carts/{cartId}/live", List.of(CARTS)),
          Map.entry("/v1/orders", List.of(ORDERS)),
          Map.entry("/v1/orders/{orderId}", OF_ORDER),
          Map.entry("/v1/orders/{orderId}/history", OF_ORDER),
          Map.entry("/v1/orders/{orderId}/live", OF_ORDER),
          Map.entry("/v1/customers/{customerId}", List.of("projections.customer.customers")),
          Map.entry("/v1/credit-notes", List.of(CREDIT_NOTES)),
          Map.entry("/v1/credit-notes/{creditNoteId}", List.of(CREDIT_NOTES)),
          Map.entry("/v1/sales", List.of("projections.ordering.sales")),
          Map.entry("/v1/ledger/accounts", List.of(LEDGER)),
          Map.entry("/v1/ledger/entries", List.of(LEDGER)),
          Map.entry("/v1/books", List.of(ORDERS, PAYMENTS, CREDIT_NOTES, STOCK, CARTS)));

  private final JdbcClient views;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Set<String> unread = Set.of();
  private volatile long lookedAt;
  private volatile boolean hasLooked;

  FirstBuild(JdbcClient views) {
    this.views = views;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    List<String> models =
        READ_MODELS.get(
            String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    // The past is told by the log, whatever is filled.
    if (models != null && request.getParameter(Ask.AS_OF) == null) {
      Set<String> now = unread();
      models.stream()
          .filter(now::contains)
          .findFirst()
          .ifPresent(it -> {
            throw new ProblemException(
                RequestProblems.UNAVAILABLE.saying(
                    "%s is new, and being filled for the first time.".formatted(it)));
          });
    }
    return true;
  }

  private Set<String> unread() {
    if (!hasLooked) {
      looking.lock();
      try {
        if (!hasLooked) {
          look();
        }
      } finally {
        looking.unlock();
      }
    } else if (System.nanoTime() - lookedAt >= LOOK_NANOS && looking.tryLock()) {
      try {
        look();
      } finally {
        looking.unlock();
      }
    }
    return unread;
  }

  private void look() {
    unread = views.sql(UNREAD).query(String.class).set();
    lookedAt = System.nanoTime();
    hasLooked = true;
  }
}
