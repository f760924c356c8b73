package io.daybook.catalog.projection;

import io.daybook.catalog.projection.ProductDocument.Versioned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the tables say of products as documents, and how far the index and the tables have come.
///
/// A document is made of two rows, product and stock level; its version is the later of their
/// positions, so a later one is never older, and equal versions are equal documents unless the
/// older one of the rows was mended in between.
final class ProductDocuments {

  /// The read models whose rows make a document.
  static final Set<String> TABLES =
      Set.of(ProductProjection.NAME, "projections.inventory.stock-levels");

  private static final String SELECT =
      """
      select p.*, coalesce(s.on_hand > s.promised, false) as in_stock,
        greatest(p.position, s.availability_position) as document_version
      from product p left join stock_level s on s.sku = p.sku
      """;

  /// Few rows are joined, not the whole table from its beginning for each page.
  private static final String PAGE =
      """
      select p.*, coalesce(s.on_hand > s.promised, false) as in_stock,
        greatest(p.position, s.availability_position) as document_version
      from (select * from product where sku > ? order by sku limit ?) p
        left join stock_level s on s.sku = p.sku
      order by p.sku
      """;

  private static final String AFTER =
      SELECT + " where greatest(p.position, s.availability_position) > ? order by document_version";
  private static final String TABLES_POSITION =
      "select case when count(*) < cardinality(max(names)) then 0 else min(position) end"
          + " from (select ?::text[] as names) n left join projection_position on name = any(names)";

  private final DataSource views;
  private final JdbcClient jdbc;

  ProductDocuments(DataSource views) {
    this.views = views;
    this.jdbc = JdbcClient.create(views);
  }

  /// Those of `skus` that changed after `position`.
  List<Versioned> changed(Collection<String> skus, long position) {
    return jdbc.sql(
            SELECT + " where p.sku = any(?) and greatest(p.position, s.availability_position) > ?")
        .param(skus.toArray(String[]::new))
        .param(position)
        .query(ProductDocuments::document)
        .list();
  }

  /// At most `limit` of all, those after `sku` in the order of skus.
  List<Versioned> page(String sku, int limit) {
    return jdbc.sql(PAGE).param(sku).param(limit).query(ProductDocuments::document).list();
  }

  /// All that changed after `position`, in the order in which they last did.
  ///
  /// @param size of a page
  DocumentPages after(long position, int size) throws SQLException {
    return new DocumentPages(views, AFTER, TABLES_POSITION, position, size);
  }

  /// The position that both tables have reached; 0 while one is not read yet.
  long tablesPosition() {
    return jdbc.sql(TABLES_POSITION)
        .param(TABLES.toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /// The position that the index with this `uuid` has reached; -1 when it was never filled.
  long indexPosition(String uuid) {
    return jdbc.sql("select position from search_index where name = ? and uuid = ?")
        .param(ProductIndexer.NAME)
        .param(uuid)
        .query(Long.class)
        .optional()
        .orElse(-1L);
  }

  /// The position that the index has reached; 0 before it was filled.
  long indexPosition() {
    return jdbc.sql("select position from search_index where name = ?")
        .param(ProductIndexer.NAME)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// Notes that the index with this `uuid` holds everything up to `position`.
  ///
  /// @param revision of the definition that it was made by
  void filled(String uuid, int revision, long position) {
    jdbc.sql(
            """
            insert into search_index (name, uuid, revision, position, changed)
            values (?, ?, ?, ?, ?)
            on conflict (name) do update set uuid = excluded.uuid, revision = excluded.revision,
              position = excluded.position, changed = excluded.changed
            """)
        .param(ProductIndexer.NAME)
        .param(uuid)
        .param(revision)
        .param(position)
        .param(position)
        .update();
  }

  /// Notes that the index with this `uuid` has reached `position`: not one that took its place.
  ///
  /// @param sent whether a document was sent for it
  void reached(String uuid, long position, boolean sent) {
    jdbc.sql(
            """
            update search_index set position = ?, changed = case when ? then ? else changed end
            where name = ? and uuid = ? and position < ?
            """)
        .param(position)
        .param(sent)
        .param(position)
        .param(ProductIndexer.NAME)
        .param(uuid)
        .param(position)
        .update();
  }

  static Versioned document(ResultSet row, int number) throws SQLException {
    return new Versioned(
        new ProductDocument(
            row.getString("sku"),
            row.getString("name"),
            row.getString("description"),
            row.getString("category"),
            row.getLong("price_minor"),
            row.getString("price_currency"),
            row.getBoolean("in_stock"),
            row.getBoolean("listed")),
        row.getLong("document_version"));
  }
}
