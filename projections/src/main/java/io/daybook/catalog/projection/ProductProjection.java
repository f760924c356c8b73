package io.daybook.catalog.projection;

import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Products as they are now.
final class ProductProjection implements ReadModel {

  static final String NAME = "projections.catalog.products";

  private static final String UPSERT =
      """
      insert into product
        (sku, name, description, category, price_minor, price_currency, listed, version, position)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (sku) do update set
        name = coalesce(excluded.name, product.name),
        description = coalesce(excluded.description, product.description),
        category = coalesce(excluded.category, product.category),
        price_minor = coalesce(excluded.price_minor, product.price_minor),
        price_currency = coalesce(excluded.price_currency, product.price_currency),
        listed = coalesce(excluded.listed, product.listed),
        version = excluded.version, position = excluded.position
      where product.position < excluded.position
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("product");
  }

  @Override
  public Set<String> streams() {
    return Set.of(ProductEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Map<Sku, Row> rows = new LinkedHashMap<>();

    @Override
    public void on(LoggedEvent logged) {
      if (logged.event() instanceof ProductEvent event) {
        rows.computeIfAbsent(event.sku(), _ -> new Row()).on(event, logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      Rows upsert =
          Rows.of(UPSERT, "text", "text", "text", "text", "int8", "text", "bool", "int8", "int8");
      rows.forEach((sku, row) -> row.addTo(upsert, sku));
      upsert.write(connection);
    }
  }

  /// What changed about one product; null where nothing did.
  private static final class Row {

    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String category;
    private @Nullable Money price;
    private @Nullable Boolean listed;
    private long version;
    private long position;

    void on(ProductEvent event, LoggedEvent logged) {
      switch (event) {
        case ProductListed(_, var title, var text, var shelf, var cost) -> {
          texts(title, text, shelf);
          price = cost;
          listed = true;
        }
        case ProductRevised(_, var title, var text, var shelf) -> texts(title, text, shelf);
        case PriceChanged(_, var cost, _) -> price = cost;
        case ProductDelisted _ -> listed = false;
      }
      version = logged.version();
      position = logged.position();
    }

    private void texts(String title, String text, String shelf) {
      name = title;
      description = text;
      category = shelf;
    }

    void addTo(Rows upsert, Sku sku) {
      upsert.add(
          sku,
          name,
          description,
          category,
          price == null ? null : price.minor(),
          price == null ? null : price.currency(),
          listed,
          version,
          position);
    }
  }
}
