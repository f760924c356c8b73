package io.daybook.crash;

/// What a process is about to do, or has just done, when it dies.
enum Kind {
  /// A command: sent and not yet handled, or answered and its sender not yet told.
  COMMAND,
  /// A transaction of the log.
  APPEND,
  /// A transaction that keeps a saga's state, a reader's position, or both.
  COMMIT,
  /// A call to the payment provider.
  PROVIDER,
  /// A deadline: the look that finds it, the transaction it fires in, and the scheduler's own.
  DEADLINE
}
