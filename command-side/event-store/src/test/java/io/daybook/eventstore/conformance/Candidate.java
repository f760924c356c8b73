package io.daybook.eventstore.conformance;

import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// An event storage engine that is to be tried, and how to open event stores on it.
interface Candidate {

  /// Makes its tables in an empty database.
  void makeTables(DataSource database);

  /// Opens one node's event store.
  ///
  /// @param snapshots the kind of aggregate whose snapshots count only in this revision
  EventStore open(DataSource pool, Class<?> snapshots, String revision);

  void close(EventStore store);

  /// What a command's unit of work is given by an application that uses it.
  TransactionManager transactions(DataSource pool);

  /// The table with its events; tests put a trigger there, and look for themselves.
  String table();

  /// The column of that table with the aggregate's identifier.
  String streamColumn();
}
