package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Compares the two versions of a read model in one snapshot of the database, taken while both were
/// at the same position: by number of rows and by sums of their hashes, in which the order of rows
/// has no part. Rows are only looked at one by one when these differ.
final class VersionDigest {

  /// `offset 0` keeps the row in one piece: what lies outside of it is fetched once for both
  /// hashes.
  private static final String DIGEST =
      """
      select count(*) || ' ' || coalesce(sum(hash_record_extended(r, 0)), 0)
        || ' ' || coalesce(sum(hash_record_extended(r, 1)), 0)
      from (select row(%s) as r from %s offset 0) t
      """;

  private static final String ONLY =
      "select count(*) from (select %1$s from %2$s except all select %1$s from %3$s) t";
  private static final String COLUMNS =
      """
      select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped
        and attname <> all (string_to_array('{not}', ','))
      """;

  private VersionDigest() {}

  /// What differs, a sentence a table; empty when nothing does.
  static String difference(ReadModel model, VersionTables tables, Connection snapshot)
      throws SQLException {
    List<String> found = new ArrayList<>();
    for (String table : model.tables()) {
      String live = "public." + table;
      String next = tables.next(table);
      String columns =
          ask(
              COLUMNS
                  .replace("{table}", live)
                  .replace("{not}", String.join(",", model.incidental())),
              snapshot);
      if (!ask(DIGEST.formatted(columns, live), snapshot)
          .equals(ask(DIGEST.formatted(columns, next), snapshot))) {
        found.add(
            "%s: %s rows are only in the version that is read, %s only in the next."
                .formatted(
                    table,
                    ask(ONLY.formatted(columns, live, next), snapshot),
                    ask(ONLY.formatted(columns, next, live), snapshot)));
      }
    }
    return String.join(" ", found);
  }

  private static String ask(String sql, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
