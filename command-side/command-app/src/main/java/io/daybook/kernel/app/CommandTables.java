package io.daybook.kernel.app;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The command side's own tables beside the log, in a schema `command`: copies and bookmarks, all
/// of them fed by the log. Safe for all threads.
public final class CommandTables {

  /// Where they are.
  public static final String SCHEMA = "command";

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  /// Brings the tables to this version of the code.
  CommandTables(DataSource events) {
    Flyway.configure()
        .dataSource(events)
        .schemas(SCHEMA)
        .locations("classpath:db/command")
        .load()
        .migrate();
    jdbc = JdbcClient.create(events);
    transactions = new TransactionTemplate(new JdbcTransactionManager(events));
  }

  public JdbcClient jdbc() {
    return jdbc;
  }

  public TransactionTemplate transactions() {
    return transactions;
  }

  /// How far `reader` has come, 0 when it never read.
  public long positionOf(String reader) {
    return jdbc.sql("select position from command.reader where name = ?")
        .param(reader)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// Remembers how far `reader` has come.
  public void remember(String reader, long position) {
    jdbc.sql(
            """
            insert into command.reader (name, position) values (?, ?)
            on conflict (name) do update set position = excluded.position
            """)
        .params(reader, position)
        .update();
  }
}
