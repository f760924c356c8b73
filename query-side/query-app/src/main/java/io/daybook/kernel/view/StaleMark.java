package io.daybook.kernel.view;

import io.daybook.web.Headers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Marks answers about one thing whose rows stand still in quarantine: these are older than the
/// answer's `Consistency-Token` says. Everybody shares one look at the quarantine twice a second.
/// Safe for all threads.
final class StaleMark implements HandlerInterceptor, WebMvcConfigurer {

  private static final Logger log = LoggerFactory.getLogger(StaleMark.class);
  private static final long LOOK_NANOS = 500_000_000;

  private static final List<String> OF_ORDERS =
      List.of(
          "projections.ordering.orders",
          "projections.ordering.timelines",
          "projections.payment.payments");
  private static final List<String> OF_STOCK = List.of("projections.inventory.stock-levels");
  private static final Map<String, List<String>> READ_MODELS =
      Map.of(
          "/v1/products/{sku}",
          List.of("projections.catalog.products", "projections.inventory.stock-levels"),
          "/v1/stock/{sku}",
          OF_STOCK,
          "/v1/carts/{cartId}",
          List.of("projections.cart.carts"),
          "/v1/orders/{orderId}",
          OF_ORDERS,
          "/v1/orders/{orderId}/history",
          OF_ORDERS,
          "/v1/customers/{customerId}",
          List.of("projections.customer.customers"),
          "/v1/credit-notes/{creditNoteId}",
          List.of("projections.ordering.credit-notes"));

  private final JdbcClient views;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Set<Row> held = Set.of();
  private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;

  StaleMark(JdbcClient views) {
    this.views = views;
  }

  private record Row(String reader, String sequence) {}

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    List<String> readers =
        READ_MODELS.get(
            String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    // The past is told by the log, whatever stands still.
    if (readers != null
        && request.getParameter(Ask.AS_OF) == null
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables) {
      Set<Row> now = held();
      String stale =
          readers.stream()
              .filter(it ->
                  variables.values().stream()
                      .anyMatch(id -> now.contains(new Row(it, String.valueOf(id)))))
              .collect(Collectors.joining(", "));
      if (!stale.isEmpty()) {
        response.setHeader(Headers.STALE_VIEW, stale);
      }
    }
    return true;
  }

  /// A database that is away is for those to tell who need it.
  private Set<Row> held() {
    if (System.nanoTime() - lookedAt >= LOOK_NANOS && looking.tryLock()) {
      try {
        held =
            views
                .sql("select reader, sequence from quarantine")
                .query((row, _) -> new Row(row.getString(1), row.getString(2)))
                .set();
        lookedAt = System.nanoTime();
      } catch (DataAccessException failed) {
        log.debug("Nobody knows what is held", failed);
      } finally {
        looking.unlock();
      }
    }
    return held;
  }
}
