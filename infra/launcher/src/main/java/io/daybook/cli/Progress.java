package io.daybook.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Shows how far something has come: one line that is drawn again and again on a terminal, a line
/// every few seconds elsewhere.
///
/// Steps may be reported from any thread.
public final class Progress implements AutoCloseable {

  private static final int BAR = 24;

  private final String unit;
  private final long total;
  private final PrintStream out;
  private final boolean terminal;
  private final LongAdder done = new LongAdder();
  private final long start = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private volatile String note = "";

  /// Starts to show.
  ///
  /// @param unit what is counted, such as `lines`
  /// @param total how many there will be, at least 1
  public static Progress of(String unit, long total) {
    return new Progress(unit, total, System.err, terminal());
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  Progress(String unit, long total, PrintStream out, boolean terminal) {
    this.unit = unit;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
    long everyMillis = terminal ? 250 : 5_000;
    var _ = clock.scheduleAtFixedRate(this::show, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  /// Some more are done.
  public void done(long more) {
    done.add(more);
  }

  /// What is being done now.
  public void note(String now) {
    note = now;
  }

  /// How many a second so far.
  public double rate() {
    return done.sum() / Math.max(1e-3, elapsed().toNanos() / 1e9);
  }

  /// Time since the start.
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// Shows the end and stops showing.
  @Override
  public void close() {
    clock.shutdownNow();
    show();
    if (terminal) {
      out.println();
    }
  }

  private synchronized void show() {
    String line = line(done.sum());
    if (terminal) {
      out.print("\r\u001b[K" + line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String line(long now) {
    double share = Math.min(1, now / (double) total);
    int filled = (int) Math.round(share * BAR);
    double rate = rate();
    String left = rate < 1e-3 ? "?" : words(Duration.ofSeconds(Math.round((total - now) / rate)));
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %,d of %,d %s  %,.0f/s  %s left  %s",
        "#".repeat(filled),
        "-".repeat(BAR - filled),
        (int) Math.floor(share * 100),
        now,
        total,
        unit,
        rate,
        left,
        note);
  }

  private static String words(Duration left) {
    return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
