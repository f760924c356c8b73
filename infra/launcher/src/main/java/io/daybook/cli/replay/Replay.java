package io.daybook.cli.replay;

import io.daybook.cli.Progress;
import io.daybook.cli.http.Api;
import io.daybook.cli.orderbook.OrderBook;
import io.daybook.cli.replay.TradingDay.Adjustment;
import io.daybook.cli.replay.TradingDay.Document;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Replays order books, day after day: first the day's products, prices and customers, then its
/// invoices, credit notes and adjustments side by side.
///
/// It keeps no state of its own: every command carries a key made from the data, so a second run,
/// or one after a crash of either side, finds done what is done.
final class Replay {

  private final Api api;
  private final ReplaySettings settings;
  private final Dispatch dispatch;
  private final Assortment assortment = new Assortment();
  private final Set<String> registered = new HashSet<>();
  private final Tally tally = new Tally();
  private final List<String> remarks = new ArrayList<>();
  private final Pace pace;
  private final Semaphore onTheirWay;
  private int days;
  private LocalDate first = LocalDate.MAX;
  private LocalDate last = LocalDate.MIN;

  Replay(Api api, ReplaySettings settings) {
    this.api = api;
    this.settings = settings;
    dispatch = new Dispatch(api);
    pace = new Pace(settings.linesPerSecond());
    onTheirWay = new Semaphore(settings.parallel());
  }

  /// What it came to.
  ///
  /// @param remarks what was refused that is no line of a book: a product, a customer
  /// @param lastPosition that it has written
  /// @param opening how long it took to receive the opening stock
  record Result(
      Tally tally,
      List<String> remarks,
      LocalDate first,
      LocalDate last,
      long lastPosition,
      Duration opening) {}

  /// Sends `books`, in their order.
  ///
  /// @throws IOException when a book can't be read or the report can't be written
  Result run(List<OrderBook> books) throws IOException, InterruptedException {
    List<OpeningStock> stocks = new ArrayList<>();
    long lines = firstPass(books, stocks);
    Duration opening = Duration.ZERO;
    try (Report report = new Report(settings.report());
        Progress progress = Progress.of("lines", Math.max(1, lines));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      days = 0;
      for (int i = 0; i < books.size() && days < settings.days(); i++) {
        progress.note("opening stock");
        long begin = System.nanoTime();
        Batch batch = new Batch(api);
        stocks.get(i).receive(settings.stockPercent(), batch);
        remark(batch.send());
        opening = opening.plusNanos(System.nanoTime() - begin);
        books
            .get(i)
            .days(entries -> {
              trade(TradingDay.of(entries), report, progress, threads);
              return ++days < settings.days();
            });
      }
    }
    return new Result(tally, remarks, first, last, dispatch.lastPosition(), opening);
  }

  /// @return how many entries there are in the days to be replayed
  private long firstPass(List<OrderBook> books, List<OpeningStock> stocks) throws IOException {
    long[] lines = {0};
    for (OrderBook book : books) {
      OpeningStock stock = new OpeningStock();
      stocks.add(stock);
      if (days < settings.days()) {
        book.days(entries -> {
          entries.forEach(stock::count);
          lines[0] += entries.size();
          return ++days < settings.days();
        });
      }
    }
    return lines[0];
  }

  private void trade(TradingDay day, Report report, Progress progress, ExecutorService threads)
      throws IOException {
    progress.note(day.date().toString());
    first = day.date().isBefore(first) ? day.date() : first;
    last = day.date().isAfter(last) ? day.date() : last;
    Batch batch = new Batch(api);
    remark(assortment.follow(day.date(), day.sold(), batch));
    day.customers()
        .forEach((customer, country) -> {
          // Some moved later; an account keeps the country it was opened in.
          if (registered.add(customer)) {
            batch.add(
                "customer " + customer,
                "POST",
                "/v1/customers",
                Keys.of("customer", customer),
                Bodies.customer(customer, country));
          }
        });
    remark(batch.send());

    List<Future<List<Outcome>>> sent = new ArrayList<>();
    for (Document document : day.documents()) {
      sent.add(start(threads, progress, document.entries().size(), () -> dispatch.send(document)));
    }
    for (Adjustment adjustment : day.adjustments()) {
      sent.add(start(threads, progress, 1, () -> List.of(dispatch.send(adjustment))));
    }
    List<Outcome> outcomes = new ArrayList<>();
    day.refused().forEach(refused -> outcomes.add(Outcome.of(refused)));
    progress.done(day.refused().size());
    for (Future<List<Outcome>> part : sent) {
      outcomes.addAll(result(part));
    }
    outcomes.sort(Comparator.comparingLong(outcome -> outcome.entry().number()));
    for (Outcome outcome : outcomes) {
      tally.add(outcome);
      report.add(outcome);
    }
  }

  private Future<List<Outcome>> start(
      ExecutorService threads, Progress progress, int lines, Callable<List<Outcome>> work) {
    pace.await(lines);
    onTheirWay.acquireUninterruptibly();
    return threads.submit(() -> {
      try {
        return work.call();
      } finally {
        onTheirWay.release();
        progress.done(lines);
      }
    });
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private void remark(Map<String, Batch.Refusal> refused) {
    refused.forEach((subject, refusal) -> remarks.add(subject + ": " + refusal.reason()));
  }
}
