package io.daybook.kernel.view;

import java.util.List;

/// What the query side is asked in its tests.
final class Questions {

  private Questions() {}

  /// Each with a parameter that the contract doesn't allow.
  static List<String> bad() {
    return List.of(
        "/v1/products?limit=0",
        "/v1/products?limit=101",
        "/v1/products?limit=x",
        "/v1/products?sort=best",
        "/v1/products?minPrice=5&maxPrice=4",
        "/v1/products?minPrice=99999999999999999999",
        "/v1/products?available=maybe",
        "/v1/products?cursor=nonsense",
        "/v1/products?cursor=WyJwcmljZSIsIngiLCJ5Il0",
        "/v1/products?q=a&q=b",
        "/v1/products?q=%00",
        "/v1/products?colour=red",
        "/v1/products/suggestions",
        "/v1/stock?cursor=%21",
        "/v1/stock?limit=1001",
        "/v1/orders?limit=0",
        "/v1/credit-notes?limit=1001",
        "/v1/ledger/entries?limit=0",
        "/v1/orders/536365/history?limit=0",
        "/v1/orders/536365/history?limit=1001",
        "/v1/orders/536365/history?offset=-1",
        "/v1/carts/c1/history?offset=x",
        "/v1/stock/85123A/history?limit=1001",
        "/v1/carts/c1?asOf=",
        "/v1/carts/c1?asOf=-1",
        "/v1/carts/c1?asOf=yesterday",
        "/v1/stock/85123A?asOf=2010-13-01T00:00:00Z",
        "/v1/orders/536365?asOf=99999999999999999999",
        "/v1/orders/536365?asOf=1&asOf=2",
        "/v1/orders?status=LOST",
        "/v1/orders?cursor=WyJ4Il0",
        "/v1/orders?customer=",
        "/v1/ledger/accounts?asOf=-1",
        "/v1/ledger/entries?order=",
        "/v1/sales?from=2010-12-01",
        "/v1/sales?from=2010-13-01&to=2010-12-02",
        "/v1/sales?from=2010-12-02&to=2010-12-01",
        "/v1/sales?from=2010-12-01&to=2010-12-02&by=colour");
  }

  /// Answered with an `ETag`, about what [History] tells.
  static List<String> tagged() {
    return List.of(
        "products/85123A",
        "products?q=mug&facets=true",
        "products/suggestions?q=ha",
        "stock/85123A",
        "stock?limit=1",
        "carts/c1",
        "orders/536365",
        "orders?limit=1",
        "orders/536365/history",
        "carts/c1/history",
        "stock/85123A/history",
        "customers/17850",
        "credit-notes/C1",
        "credit-notes?limit=1",
        "ledger/entries?limit=1",
        "ledger/entries?order=536365");
  }
}
