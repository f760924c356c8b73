package io.daybook.launcher.privacy;

import io.daybook.privacy.Finds;
import io.daybook.privacy.Needles;
import io.daybook.privacy.SearchedStore;
import io.daybook.privacy.Trace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// All tables and materialized views of one database, as the catalogue of the server has them,
/// every column as text; and what the planner remembers of them.
final class SearchedDatabase implements SearchedStore {

  private static final String TABLES =
      """
      select t.oid::regclass::text, n.nspname || '.' || t.relname,
             array_agg(a.attname::text order by a.attnum)
        from pg_class t
        join pg_namespace n on n.oid = t.relnamespace
        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
       where t.relkind in ('r', 'm')
         and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
         and not pg_is_other_temp_schema(n.oid)
       group by 1, 2
       order by 2
      """;

  private static final String REMEMBERED =
      """
      select schemaname || '.' || tablename || '.' || attname,
             concat_ws(E'\\n', most_common_vals::text, histogram_bounds::text,
                       most_common_elems::text)
        from pg_stats
       where schemaname not in ('pg_catalog', 'information_schema')
      """;

  private static final String TEXT = "lower(concat_ws(E'\\n', %s) collate pg_c_utf8)";
  private static final String HAS =
      "exists (select from unnest(?::text[]) n where strpos(%s, n) > 0)";
  private static final int NAMED = 5;

  private final String name;
  private final DataSource database;
  private final boolean keepsSealed;

  /// @param name of the database
  SearchedDatabase(String name, DataSource database, boolean keepsSealed) {
    this.name = name;
    this.database = database;
    this.keepsSealed = keepsSealed;
  }

  private record Table(String reference, String name, List<String> columns) {

    String all() {
      return columns.stream().map(Table::text).collect(Collectors.joining(", "));
    }

    static String text(String column) {
      return "t.\"%s\"::text".formatted(column.replace("\"", "\"\""));
    }
  }

  @Override
  public String name() {
    return "database " + name;
  }

  @Override
  public boolean keepsSealed() {
    return keepsSealed;
  }

  @Override
  public void search(Finds finds) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      try {
        for (Table table : tables(connection)) {
          finds.begin(table.name());
          search(connection, table, finds);
        }
        remembered(connection, finds);
      } finally {
        connection.setReadOnly(false);
      }
    }
  }

  private static List<Table> tables(Connection connection) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        tables.add(
            new Table(
                rows.getString(1),
                rows.getString(2),
                List.of((String[]) rows.getArray(3).getArray())));
      }
    }
    return tables;
  }

  private static void search(Connection connection, Table table, Finds finds) throws SQLException {
    String hits =
        List.of(Trace.values()).stream()
            .map(it ->
                ", count(*) filter (where %1$s), (array_agg(place) filter (where %1$s))[1:%2$d]"
                    .formatted(it, NAMED))
            .collect(Collectors.joining());
    String flags =
        List.of(Trace.values()).stream()
            .map(it -> ", %s as %s".formatted(HAS.formatted("s"), it))
            .collect(Collectors.joining());
    String sql =
        """
        select count(*), coalesce(sum(length(s)), 0)%s
          from (select place, s%s
                  from (select t.ctid::text as place, %s as s from %s t offset 0) texts
                offset 0) found
        """
            .formatted(hits, flags, TEXT.formatted(table.all()), table.reference());
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int parameter = 1;
      for (Trace trace : Trace.values()) {
        query.setArray(parameter++, needles(connection, finds.needles(), trace));
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        finds.count(row.getLong(1), row.getLong(2));
        int column = 3;
        for (Trace trace : Trace.values()) {
          long rows = row.getLong(column++);
          if (rows > 0) {
            List<String> where = List.of((String[]) row.getArray(column).getArray());
            name(connection, table, trace, rows, where, finds);
          }
          column++;
        }
      }
    }
  }

  /// Which columns it is in, of the first rows that have it.
  private static void name(
      Connection connection, Table table, Trace trace, long rows, List<String> where, Finds finds)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    for (String column : table.columns()) {
      String sql =
          "select exists (select from %s t where t.ctid::text = any (?) and %s)"
              .formatted(table.reference(), HAS.formatted(TEXT.formatted(Table.text(column))));
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setArray(1, connection.createArrayOf("text", where.toArray()));
        query.setArray(2, needles(connection, finds.needles(), trace));
        try (ResultSet row = query.executeQuery()) {
          if (row.next() && row.getBoolean(1)) {
            columns.add(column);
          }
        }
      }
    }
    finds.found(
        trace,
        table.name() + (columns.isEmpty() ? "" : "." + String.join("+", columns)),
        rows,
        where.stream().map(it -> "ctid " + it).toList());
  }

  /// Samples of values outlive the rows that they are from, until the next `analyze`.
  private static void remembered(Connection connection, Finds finds) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(REMEMBERED);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        finds.look("pg_stats", rows.getString(1), rows.getString(2));
      }
    }
  }

  private static java.sql.Array needles(Connection connection, Needles needles, Trace trace)
      throws SQLException {
    return connection.createArrayOf("text", needles.of(trace).toArray());
  }
}
