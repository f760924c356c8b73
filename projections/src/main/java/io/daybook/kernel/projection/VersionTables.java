package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The tables of one read model in three schemas: those that are read, in `public`; those of the
/// version that is built beside them; those that were read before. A table goes from one to another
/// by a change of its schema, which copies nothing and holds for everybody from one moment to the
/// next.
///
/// For connections in a transaction.
final class VersionTables implements VersionStorage {

  private static final String OPTIONS =
      """
      select option from pg_class c, unnest(c.reloptions) option where c.oid = '{table}'::regclass
      union all
      select 'toast.' || option from pg_class c join pg_class t on t.oid = c.reltoastrelid,
        unnest(t.reloptions) option where c.oid = '{table}'::regclass
      """;
  private static final String KEYS =
      """
      select format('add constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where conrelid = '{table}'::regclass and contype in ('p', 'u', 'f') order by contype = 'f'
      """;
  private static final String INDEXES =
      """
      select pg_get_indexdef(indexrelid) from pg_index i where indrelid = '%s'::regclass
        and indisunique = %s
        and not exists (select from pg_constraint where conindid = indexrelid and contype <> 'f')
      """;
  private static final String TRIGGERS =
      """
      select pg_get_triggerdef(oid) from pg_trigger
      where tgrelid = '{table}'::regclass and not tgisinternal
      """;

  private final List<String> tables;
  private final String name;
  private final String next;
  private final String kept;

  VersionTables(ReadModel model) {
    this.tables = model.tables();
    this.name = model.name();
    String suffix = model.name().replaceFirst("^projections\\.", "").replaceAll("[^a-z0-9]", "_");
    this.next = "next_" + suffix;
    this.kept = "kept_" + suffix;
  }

  /// The empty tables are read when nothing of the log has been taken yet.
  @Override
  public void register(Connection connection) throws SQLException {
    new LivePositions(name).join(connection);
  }

  @Override
  public boolean isRead(Connection connection) throws SQLException {
    return new LivePositions(name).areThere(connection);
  }

  /// What the version that is built is called where positions and quarantine are kept.
  String nextName() {
    return Rebuildable.nextName(name);
  }

  /// Where a table of the next version is.
  String next(String table) {
    return next + "." + table;
  }

  /// Makes empty tables for the next version, like those that are read. Indexes that only searches
  /// need come at the end, by [#complete].
  @Override
  public void create(Connection connection) throws SQLException {
    dropNext(connection);
    run("create schema " + next, connection);
    for (String table : tables) {
      String live = "public." + table;
      run(
          "create table %s (like %s including all excluding indexes)".formatted(next(table), live),
          connection);
      List<String> options = ask(OPTIONS.replace("{table}", live), connection);
      if (!options.isEmpty()) {
        run(
            "alter table %s set (%s)".formatted(next(table), String.join(", ", options)),
            connection);
      }
    }
    for (String table : tables) {
      String live = "public." + table;
      run("set local search_path = public", connection);
      List<String> keys = ask(KEYS.replace("{table}", live), connection);
      List<String> more = new ArrayList<>(ask(INDEXES.formatted(live, true), connection));
      more.addAll(ask(TRIGGERS.replace("{table}", live), connection));
      leadTo(connection);
      for (String key : keys) {
        run("alter table %s %s".formatted(next(table), key), connection);
      }
      for (String definition : more) {
        run(moved(definition, table), connection);
      }
    }
  }

  /// Makes the indexes that are still missing, and tells the planner what is there.
  void complete(Connection connection) throws SQLException {
    for (String table : tables) {
      for (String index : ask(INDEXES.formatted("public." + table, false), connection)) {
        run(
            moved(index, table).replaceFirst("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS "),
            connection);
      }
      run("analyze " + next(table), connection);
    }
  }

  private String moved(String definition, String table) {
    return definition.replace(" ON public." + table, " ON " + next(table));
  }

  /// Lets names without a schema mean the next version, until the transaction ends.
  void leadTo(Connection connection) throws SQLException {
    run("set local search_path = %s, public".formatted(next), connection);
  }

  /// Lets everybody read the next version from the commit on, and keeps what was read.
  @Override
  public void exchange(Connection connection) throws SQLException {
    run("set constraints all immediate", connection);
    run(
        "lock table public.%s in access exclusive mode".formatted(String.join(", public.", tables)),
        connection);
    dropKept(connection);
    run("create schema " + kept, connection);
    for (String table : tables) {
      run("alter table public.%s set schema %s".formatted(table, kept), connection);
      run("alter table %s set schema public".formatted(next(table)), connection);
    }
    run("drop schema " + next, connection);
  }

  /// Makes those that were kept the next version.
  @Override
  public void takeUpKept(Connection connection) throws SQLException {
    dropNext(connection);
    run("alter schema %s rename to %s".formatted(kept, next), connection);
  }

  /// The contrary.
  @Override
  public void putBack(Connection connection) throws SQLException {
    run("alter schema %s rename to %s".formatted(next, kept), connection);
  }

  @Override
  public void dropNext(Connection connection) throws SQLException {
    run("drop schema if exists %s cascade".formatted(next), connection);
  }

  @Override
  public void dropKept(Connection connection) throws SQLException {
    run("drop schema if exists %s cascade".formatted(kept), connection);
  }

  private static void run(String sql, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> ask(String sql, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
