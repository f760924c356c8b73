package io.daybook.streams;

import io.daybook.eventstore.EventStoreUnavailableException;
import io.daybook.eventstore.LinePage;
import io.daybook.eventstore.LinePages;
import io.daybook.eventstore.LogEventStore;
import io.daybook.web.Problem;
import io.daybook.web.RequestProblems;
import io.daybook.web.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One reader's way along the log, on one thread.
///
/// Life: the first page is read, so that a log that can't be read is a plain refusal; then pages
/// are written as fast as the reader takes them, while the next one is being read and no more than
/// that; one that follows waits for the log at its head, and says how far it is whenever it had
/// nothing else to say for a while, however much its filter holds back: that also shows whether
/// anybody is there. The last record is `end`. An answer without it is not complete: it says
/// `problem`, or was cut off.
final class Answer {

  private static final Logger log = LoggerFactory.getLogger(Answer.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final LogEventStore store;
  private final Question question;
  private final Form form;
  private final Erasure erasure;
  private final OpenAnswers open;
  private final Duration progressEvery;
  private final Receipt receipt;
  private LinePages pages;

  /// When the reader last was sent something, by this machine's clock.
  private long told = System.nanoTime();

  /// @throws EventStoreUnavailableException when the database is away
  Answer(
      LogEventStore store,
      Question question,
      Form form,
      Erasure erasure,
      OpenAnswers open,
      Duration progressEvery) {
    this.store = store;
    this.erasure = erasure;
    this.question = question;
    this.form = form;
    this.open = open;
    this.progressEvery = progressEvery;
    this.receipt = new Receipt(question.after());
    this.pages = nextPages();
    pages.await();
  }

  private LinePages nextPages() {
    long until = Math.min(question.until(), store.head());
    return store.lines().pages(receipt.until(), until, question.filter());
  }

  /// Writes all there is.
  ///
  /// @throws IOException when the reader has gone, or takes nothing for too long
  void writeTo(OutputStream out) throws IOException {
    try {
      write(out);
      while (question.follow() && !isOver()) {
        out.flush();
        if (awaitNews(out)) {
          pages = nextPages();
          write(out);
        }
      }
      form.record("end", receipt.until(), receipt.json(store.head()), out);
    } catch (EventStoreUnavailableException away) {
      log.warn("A stream ends early: {}", away.toString());
      problem(RequestProblems.UNAVAILABLE.saying("The log can't be read now."), out);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      problem(RequestProblems.UNAVAILABLE.saying("Daybook is being stopped."), out);
    } catch (RuntimeException failed) {
      log.error("A stream ends early", failed);
      problem(RequestProblems.FAILED.saying("The operator finds the reason in the log."), out);
    }
    out.flush();
  }

  private void write(OutputStream out) throws IOException {
    while (pages.hasNext() && !isOver()) {
      LinePage page = erasure.of(pages.next());
      long left = question.limit() - receipt.count();
      LinePage given = page.count() > left ? page.first((int) left) : page;
      form.events(given, out);
      receipt.add(given);
      if (given.count() > 0) {
        told = System.nanoTime();
      } else if (question.follow()) {
        tellProgress(out);
      }
    }
  }

  private boolean isOver() {
    return open.isClosing()
        || receipt.until() >= question.until()
        || receipt.count() >= question.limit();
  }

  /// @return whether there are any
  private boolean awaitNews(OutputStream out) throws IOException, InterruptedException {
    while (!open.isClosing()) {
      if (store.awaitBeyond(receipt.until(), LOOK)) {
        return true;
      }
      tellProgress(out);
    }
    return false;
  }

  /// From time to time.
  private void tellProgress(OutputStream out) throws IOException {
    if (System.nanoTime() - told >= progressEvery.toNanos()) {
      form.record("progress", receipt.until(), "{\"position\":%d}".formatted(receipt.until()), out);
      out.flush();
      told = System.nanoTime();
    }
  }

  private void problem(Problem problem, OutputStream out) throws IOException {
    form.record(
        "problem", receipt.until(), StrictJson.mapper().writeValueAsString(problem.toJson()), out);
  }
}
