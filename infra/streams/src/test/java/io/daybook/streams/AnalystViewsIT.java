package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class AnalystViewsIT {

  private static EmbeddedPostgres postgres;
  private static DataSource events;

  /// One event of every type, as the golden samples have it.
  @BeforeAll
  static void start() throws SQLException, IOException {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("events");
    events = postgres.dataSource("events");
    EventStoreSchema.migrate(events);
    AnalystViews.migrate(events);
    AnalystViews.migrate(events);
    postgres.createDatabase("views");
    ask(events, Documented.blocks("sql").getFirst());
    try (Connection connection = events.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into events values
                (?, 'sample/' || ?, 1, 'Sample', 'event', ?, '1', ?::jsonb, '{}', '2026-01-02Z')
                """)) {
      int position = 0;
      for (EventType type : EventCatalogue.types()) {
        insert.setLong(1, ++position);
        insert.setInt(2, position);
        insert.setString(3, type.name());
        insert.setString(4, AnalystViewsSql.json(type.goldenResource()).toString());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void every_event_type_has_a_view_that_an_analyst_reads() throws SQLException {
    for (EventType type : EventCatalogue.types()) {
      String view = type.name().replace('.', '_').replace('-', '_');
      assertThat(asAnalyst("select count(*) from analyst." + view)).as(view).containsExactly("1");
    }
    assertThat(asAnalyst("select count(*) from analyst.events"))
        .containsExactly(String.valueOf(EventCatalogue.types().size()));
    assertThat(asAnalyst("select type from analyst.cart order by position"))
        .hasSize(5)
        .allMatch(it -> it.startsWith("cart."));
  }

  @Test
  void columns_have_types_and_lists_have_rows() throws SQLException {
    assertThat(
            asAnalyst(
                "select price_minor - previous_minor, price_currency from"
                    + " analyst.catalog_price_changed"))
        .containsExactly("40", "GBP");
    assertThat(
            asAnalyst(
                """
                select (sum(l.units * l.unit_price_minor) = max(o.total_minor))::text,
                       max(o.placed_at) < now()
                  from analyst.ordering_order_placed o
                  join analyst.ordering_order_placed_lines l using (position)
                """))
        .containsExactly("true", "t");
    assertThat(asAnalyst("select payload_position from analyst.operations_event_skipped"))
        .hasSize(1);
  }

  @Test
  void what_could_charge_a_card_or_names_a_person_is_in_no_column() throws SQLException {
    assertThat(
            asAnalyst(
                """
                select column_name from information_schema.columns
                 where table_schema = 'analyst' and column_name ~ 'token|email|ciphertext'
                """))
        .isEmpty();
    assertThat(asAnalyst("select 1 from analyst.events where payload ? 'paymentToken'")).isEmpty();
    assertThat(asAnalyst("select 1 from analyst.events where payload @? '$.**.ciphertext'"))
        .isEmpty();
    assertThat(
            asAnalyst(
                "select string_agg(k, ',' order by k), max(payload ->> 'country') from"
                    + " analyst.customer cross join lateral jsonb_object_keys(payload) k"
                    + " where type = 'customer.registered'"))
        .containsExactly("country,customerId", "United Kingdom");
    assertThat(
            asAnalyst(
                "select payload ->> 'name' from analyst.catalog where type = 'catalog.product-listed'"))
        .as("a product's name is nobody's secret")
        .doesNotContainNull();
  }

  @Test
  void an_analyst_enters_no_other_database() {
    for (String other : List.of("views", "postgres", "template1")) {
      assertThatThrownBy(() -> ask(login(other), "select 1"))
          .isInstanceOfSatisfying(
              SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void what_an_owner_who_is_no_superuser_cannot_take_away_is_told() throws SQLException {
    assertThat(AnalystAccess.excess(events)).isEmpty();

    ask(events, "create role shop login createrole", "create database shops owner shop");
    PGSimpleDataSource shops = login("shops");
    shops.setUser("shop");
    EventStoreSchema.migrate(shops);
    AnalystViews.migrate(shops);

    assertThat(AnalystAccess.excess(shops))
        .contains(
            "execute on function pg_advisory_lock(bigint)", "execute on function lo_create(oid)")
        .doesNotContain("temporary on database shops");
    assertThat(ask(login("shops"), "select count(*) from analyst.events")).containsExactly("0");
    ask(events, "drop database shops");
  }

  @Test
  void the_question_of_the_documentation_is_answered() throws Exception {
    assertThat(asAnalyst(Documented.blocks("sql").getLast()))
        .hasSize(3)
        .contains("GBP", "33.3000000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 from events",
        "select 1 from events_1",
        "select 1 from receipts",
        "select 1 from claims",
        "select 1 from snapshots",
        "select 1 from partitions",
        "insert into analyst.events (position) values (99)",
        "insert into analyst.catalog_price_changed (position) values (99)",
        "update analyst.cart set version = 2",
        "delete from analyst.events",
        "create table mine (id int)",
        "create table analyst.mine (id int)",
        "create temporary table mine (id int)",
        "create view analyst.mine as select 1",
        "drop view analyst.events cascade",
        "select ensure_partitions(1, 1)",
        "select pg_read_file('postgresql.conf')",
        "copy (select 1) to '/tmp/daybook-analyst'",
        "create role other",
        "select pg_advisory_lock(19247472386731883)",
        "select pg_advisory_xact_lock(19247472386731883)",
        "select pg_try_advisory_lock_shared(1, 2)",
        "select pg_advisory_xact_lock(hashtext('daybook.chain'))",
        "select lo_create(0)",
        "select lo_from_bytea(0, 'mine')",
        "select pg_logical_emit_message(false, 'mine', 'mine')",
        "do $$ begin lock table events in share mode; end $$",
        "alter role daybook_analyst login"
      })
  void an_analyst_can_do_nothing_but_read_the_views(String sql) {
    assertThatThrownBy(() -> asAnalyst(sql))
        .isInstanceOfSatisfying(
            SQLException.class,
            refused ->
                assertThat(refused.getSQLState()).as(refused.getMessage()).isIn("42501", "55000"));
  }

  @Test
  void the_role_is_for_others_to_be_granted_and_cannot_log_in_itself() throws SQLException {
    assertThat(
            ask(
                events,
                """
                select rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls
                  from pg_roles where rolname = 'daybook_analyst'
                """))
        .containsExactly("f");
  }

  private static List<String> asAnalyst(String sql) throws SQLException {
    return ask(login("events"), sql);
  }

  /// As the login of an analyst, whom an operator has made.
  private static PGSimpleDataSource login(String database) {
    PGSimpleDataSource login = new PGSimpleDataSource();
    login.setUrl(postgres.jdbcUrl(database));
    login.setUser("ada");
    return login;
  }

  private static List<String> ask(DataSource database, String... statements) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        if (statement.execute(sql)) {
          ResultSet rows = statement.getResultSet();
          while (rows.next()) {
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
              found.add(rows.getString(column));
            }
          }
        }
      }
    }
    return found;
  }
}
