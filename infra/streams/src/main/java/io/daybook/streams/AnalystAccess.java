package io.daybook.streams;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// What an analyst's login may do beside reading the views, because PostgreSQL lets everybody do it
/// and whoever made the views could not change that.
final class AnalystAccess {

  /// Functions by which one who may write nothing could hold up those who do, or write.
  private static final String EXCESS =
      """
      select 'execute on function ' || p.oid::regprocedure from pg_proc p
       where p.pronamespace = 'pg_catalog'::regnamespace
         and (p.proname ~ '^pg_(try_)?advisory_' or p.proname ~ '^lo_'
              or p.proname in ('loread', 'lowrite', 'pg_logical_emit_message'))
         and has_function_privilege('daybook_analyst', p.oid, 'execute')
      union all
      select 'temporary on database ' || quote_ident(current_database())
       where has_database_privilege('daybook_analyst', current_database(), 'temporary')
      union all
      select 'connect on database ' || quote_ident(d.datname) from pg_database d
       where d.datallowconn and d.datname <> current_database()
         and has_database_privilege('daybook_analyst', d.oid, 'connect')
      order by 1
      """;

  private AnalystAccess() {}

  /// Each in the words of a `revoke`, to be completed by `from public`; empty when there is none.
  ///
  /// @throws SQLException when there is no role of analysts yet
  static List<String> excess(DataSource events) throws SQLException {
    List<String> excess = new ArrayList<>();
    try (Connection connection = events.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(EXCESS)) {
      while (rows.next()) {
        excess.add(rows.getString(1));
      }
    }
    return excess;
  }
}
