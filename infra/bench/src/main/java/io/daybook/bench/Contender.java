package io.daybook.bench;

/// One of the alternatives that are compared. Lives from [#run] to [#close]; used by one thread.
public interface Contender extends AutoCloseable {

  /// Short, in lower case, for tables and the names of goals.
  String name();

  /// Takes its turn: `callers` at once, until the limit.
  Sample run(int callers, Limit limit) throws Exception;

  @Override
  default void close() throws Exception {}
}
