package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/// One node among those that work on a log, as the database sees it: an advisory lock that lasts as
/// long as the connection on which the node listens.
///
/// @param number tells nodes apart; two that share one by chance hear each other's news late
record Presence(int number) {

  /// "Node" in ASCII.
  private static final int NODES = 0x4e_6f_64_65;

  static Presence ofNewNode() {
    return new Presence(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
  }

  /// Shows that the node is there, until the connection ends or is given back.
  void show(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("select pg_advisory_lock_shared(?, ?)")) {
      lock.setInt(1, NODES);
      lock.setInt(2, number);
      lock.execute();
    }
  }

  /// Whether another node listens.
  boolean hasCompany(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select exists (select from pg_locks l join pg_database d on d.oid = l.database
                            where d.datname = current_database() and l.locktype = 'advisory'
                              and l.objsubid = 2 and l.classid = ?::int8::oid
                              and l.objid <> ?::int8::oid)
            """)) {
      query.setLong(1, NODES);
      query.setLong(2, number);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
