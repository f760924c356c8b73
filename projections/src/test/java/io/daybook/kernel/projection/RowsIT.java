package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;

/// Rows that are copied are those that are inserted.
final class RowsIT {

  private static final List<String> TEXTS =
      List.of(
          "",
          "\\N",
          "\\.",
          "\\",
          "a\\tb",
          "tab\tnew\nline\rreturn",
          "{\"a\": \"quoted \\\"twice\\\"\"}",
          "NULL",
          "caf\u00e9 \u20ac \ud83d\udce6",
          "\u0001\u0008\u000b\u000c\u007f",
          "x".repeat(300_000),
          "\\".repeat(200_000));

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final Transactions transactions = new Transactions(VIEWS.pool());

  @BeforeEach
  void tables() {
    for (String table : List.of("copied", "inserted")) {
      VIEWS.jdbc().sql("drop table if exists " + table).update();
      VIEWS
          .jdbc()
          .sql("create table %s (id bigint primary key, text text, json jsonb)".formatted(table))
          .update();
    }
  }

  @Test
  void a_text_is_copied_as_it_is_inserted() {
    Rows copied = Rows.into("copied (id, text, json)", "int8", "text", "jsonb");
    Rows inserted = Rows.into("inserted (id, text, json)", "int8", "text", "jsonb");
    for (Rows rows : List.of(copied, inserted)) {
      rows.add(0, null, null);
      for (int i = 0; i < TEXTS.size(); i++) {
        rows.add(i + 1, TEXTS.get(i), "[\"back\\\\slash \\\"%d\\\" \\n\"]".formatted(i));
      }
    }

    within(copied::copy);
    within(inserted::write);

    assertThat(texts("copied")).containsExactlyElementsOf(TEXTS);
    assertThat(rows("copied")).hasSize(TEXTS.size() + 1).isEqualTo(rows("inserted"));
  }

  @Test
  void more_rows_than_are_sent_at_a_time_arrive() {
    Rows copied = Rows.into("copied (id, text)", "int8", "text");
    for (int i = 0; i < 50_000; i++) {
      copied.add(i, "row " + i);
    }

    within(copied::copy);

    assertThat(
            VIEWS
                .jdbc()
                .sql("select count(*) from copied where text = 'row ' || id")
                .query(Long.class)
                .single())
        .isEqualTo(50_000);
  }

  @Test
  void a_row_that_is_there_is_kept_by_an_insert_and_fails_a_copy() {
    within(row(1, "first")::copy);

    within(row(1, "second")::write);
    assertThat(texts("copied")).containsExactly("first");

    assertThatThrownBy(() -> within(row(1, "third")::copy))
        .isInstanceOf(DataAccessException.class)
        .matches(EventFault::is);
    assertThat(texts("copied")).containsExactly("first");
  }

  @Test
  void a_connection_can_be_used_after_a_copy_that_failed() {
    within(row(1, "first")::copy);

    within(connection -> {
      var before = connection.setSavepoint();
      assertThatThrownBy(() -> row(1, "second").copy(connection)).isInstanceOf(PSQLException.class);
      connection.rollback(before);
      row(2, "third").copy(connection);
    });

    assertThat(texts("copied")).containsExactly("first", "third");
  }

  private static Rows row(long id, String text) {
    Rows rows = Rows.into("copied (id, text)", "int8", "text");
    rows.add(id, text);
    return rows;
  }

  @FunctionalInterface
  private interface Work {
    void with(Connection connection) throws SQLException;
  }

  private void within(Work work) {
    var _ =
        transactions.within(connection -> {
          work.with(connection);
          return true;
        });
  }

  private static List<@Nullable String> texts(String table) {
    return VIEWS
        .jdbc()
        .sql("select text from %s where text is not null order by id".formatted(table))
        .query(String.class)
        .list();
  }

  private static List<String> rows(String table) {
    return VIEWS
        .jdbc()
        .sql("select t::text from %s t order by id".formatted(table))
        .query(String.class)
        .list();
  }
}
