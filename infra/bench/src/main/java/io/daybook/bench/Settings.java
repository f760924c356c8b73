package io.daybook.bench;

import java.time.Duration;

/// How long and how large.
///
/// @param quick whether rough figures within minutes are wanted
/// @param rounds how often every alternative has its turn
/// @param turn how long one turn takes
/// @param warmUp how long each alternative runs before anything counts
/// @param rows an upper limit to the operations of a turn and to the rows of a table
public record Settings(boolean quick, int rounds, Duration turn, Duration warmUp, long rows) {

  static Settings full() {
    return new Settings(false, 5, Duration.ofSeconds(3), Duration.ofSeconds(15), Long.MAX_VALUE);
  }

  static Settings fast() {
    return new Settings(true, 3, Duration.ofMillis(300), Duration.ofMillis(800), Long.MAX_VALUE);
  }

  Settings withRows(long limit) {
    return new Settings(quick, rounds, turn, warmUp, limit);
  }

  /// The same with another number of rounds.
  public Settings withRounds(int number) {
    return new Settings(quick, number, turn, warmUp, rows);
  }

  /// One of two sizes, within the limit.
  public int rows(int whenFull, int whenQuick) {
    return (int) Math.min(rows, quick ? whenQuick : whenFull);
  }
}
