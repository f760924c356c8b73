package io.daybook.eventstore.conformance;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// One test's database; it goes with its server.
public final class TestDatabase {

  private final TestServer server;
  private final String name;

  TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /// A connection pool, as each node has its own.
  public HikariDataSource pool() {
    return pool(server.port());
  }

  /// A connection pool that reaches the server by another port.
  public HikariDataSource pool(int port) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url(port));
    pool.setUsername(server.user());
    pool.setMaximumPoolSize(12);
    pool.setConnectionTimeout(5_000);
    return pool;
  }

  /// Where it is, for processes that bring their own pool.
  public String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
  }

  public int port() {
    return server.port();
  }

  public String user() {
    return server.user();
  }

  /// The server that it is on.
  public TestServer server() {
    return server;
  }

  /// It without a pool.
  public DataSource dataSource() {
    return server.dataSource(name);
  }

  /// A connection of the test's own.
  public Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The number that a query finds.
  public long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
