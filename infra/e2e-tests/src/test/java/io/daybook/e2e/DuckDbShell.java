package io.daybook.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// As much of the program `duckdb` as recipes need, on DuckDB's JDBC driver: `duckdb -c SQL` in the
/// folder where it is called.
public final class DuckDbShell {

  private DuckDbShell() {}

  public static void main(String... arguments) throws Exception {
    if (arguments.length != 2 || !arguments[0].equals("-c")) {
      throw new IllegalArgumentException("Usage: duckdb -c SQL");
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement query = duck.createStatement();
        ResultSet result = query.executeQuery(arguments[1])) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        System.out.println(String.join("|", row));
      }
    }
  }
}
