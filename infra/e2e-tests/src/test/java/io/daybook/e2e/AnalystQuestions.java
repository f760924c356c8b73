package io.daybook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The questions of `docs/export.md`, and the same ones asked of the retailer's own CSV files.
final class AnalystQuestions {

  private static final Pattern QUESTION =
      Pattern.compile("### ([^\\n]+)\\n.*?```sql\\n(.*?);\\n```", Pattern.DOTALL);

  private static final Map<String, String> OF_THE_BOOK =
      Map.of(
          "Revenue by month",
          """
          select strftime(sold_at, '%Y-%m') as month, count(distinct invoice), sum(minor)
            from sold group by month order by month
          """,
          "Cohorts: who came back",
          """
          with months as (select distinct customer, date_trunc('month', sold_at) as month from sold where customer is not null),
               firsts as (select customer, min(month) as cohort from months group by customer)
          select strftime(cohort, '%Y-%m') as cohort, date_diff('month', cohort, month) as later, count(*)
            from months join firsts using (customer) group by all order by all
          """,
          "Basket size",
          """
          with sizes as (select invoice, strftime(min(sold_at), '%Y-%m') as month, count(*) as lines, sum(units) as units
                           from sold group by invoice)
          select month, round(avg(lines), 2), round(avg(units), 2), median(lines)
            from sizes group by month order by month
          """,
          "Refund rate",
          """
          with r as (select strftime(sold_at, '%Y-%m') as month, sum(minor) as revenue from sold group by month),
               c as (select strftime(sold_at, '%Y-%m') as month, sum(minor) as credited from credited group by month)
          select month, coalesce(credited, 0), round(coalesce(credited, 0) / revenue, 4)
            from r left join c using (month) order by month
          """);

  private AnalystQuestions() {}

  /// The answers of an export, by the questions' names.
  static Map<String, List<List<String>>> ofExport(Path history) throws IOException, SQLException {
    String page = Files.readString(Checkout.root().resolve("docs/export.md"));
    Map<String, List<List<String>>> answers = new LinkedHashMap<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      Matcher question = QUESTION.matcher(page);
      while (question.find()) {
        String sql = question.group(2).replace("'history/", "'" + history + "/");
        answers.put(question.group(1), rows(duck, sql));
      }
    }
    return answers;
  }

  /// What the answers should be, by the order book.
  ///
  /// @param days how many of its days count
  static Map<String, List<List<String>>> ofBook(List<Path> book, int days) throws SQLException {
    String files = book.stream().map(it -> "'" + it + "'").collect(Collectors.joining(", "));
    Map<String, List<List<String>>> answers = new LinkedHashMap<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      try (Statement views = duck.createStatement()) {
        views.execute(sold(files, days));
      }
      for (Map.Entry<String, String> question : OF_THE_BOOK.entrySet()) {
        answers.put(question.getKey(), rows(duck, question.getValue()));
      }
    }
    return answers;
  }

  /// What an order line is, by a reading of its own that shares no code with `replay`.
  private static String sold(String files, int days) {
    return """
    create view book as
    select * from read_csv([%s], header = true, types = {'InvoiceNo': 'VARCHAR', 'StockCode': 'VARCHAR',
                           'InvoiceDate': 'TIMESTAMP', 'UnitPrice': 'DECIMAL(12,3)', 'CustomerID': 'VARCHAR'})
     where cast("InvoiceDate" as date) in
           (select distinct cast("InvoiceDate" as date) as day from read_csv([%1$s], header = true,
                   types = {'InvoiceNo': 'VARCHAR', 'InvoiceDate': 'TIMESTAMP'}) order by day limit %2$d);
    create view sold as
    select "InvoiceNo" as invoice, "CustomerID" as customer, "Quantity" as units,
           cast("UnitPrice" * 100 * "Quantity" as bigint) as minor,
           first("InvoiceDate") over (partition by "InvoiceNo" order by "InvoiceDate") as sold_at
      from book
     where "InvoiceNo" not like 'C%%' and "Quantity" > 0
       and not ("UnitPrice" = 0 and "CustomerID" is null);
    create view credited as
    select cast(-"UnitPrice" * 100 * "Quantity" as bigint) as minor, "InvoiceDate" as sold_at
      from book where "InvoiceNo" like 'C%%';
    """
        .formatted(files, days);
  }

  private static List<List<String>> rows(Connection duck, String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement query = duck.createStatement();
        ResultSet result = query.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
