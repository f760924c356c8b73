package io.daybook.streams;

import io.daybook.eventstore.LinePage;
import io.daybook.eventstore.LinePages;
import io.daybook.eventstore.LogEventStore;
import io.daybook.streams.table.EventTable;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.daybook.web.StrictJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/// Ranges of the log as Parquet files. A file is complete before its first byte goes out: it is
/// made in a scratch directory, with little memory however long it is, and is gone when it was
/// sent. One is made at a time, and some more may be on their way: who takes a file slowly keeps
/// nobody else from having one made.
///
/// Events of one type have a column for each member; of several, the payload as JSON. The file's
/// own metadata say what `end` says in other forms. Thread-safe.
final class ParquetAnswers {

  static final MediaType TYPE = MediaType.parseMediaType("application/vnd.apache.parquet");

  /// Of one file.
  static final int MOST_EVENTS = 1_000_000;

  /// Files that there are at once, in making and on their way.
  static final int MOST_FILES = 8;

  private static final int BUFFER = 1 << 18;
  private static final String MEMORY = "512MB";

  private final LogEventStore store;
  private final Erasure erasure;
  private final OpenAnswers open;
  private final int mostEvents;
  private final Semaphore making = new Semaphore(1);
  private final Semaphore files = new Semaphore(MOST_FILES);

  ParquetAnswers(LogEventStore store, Erasure erasure, OpenAnswers open) {
    this(store, erasure, open, MOST_EVENTS);
  }

  /// @param mostEvents of one file
  ParquetAnswers(LogEventStore store, Erasure erasure, OpenAnswers open, int mostEvents) {
    this.store = store;
    this.erasure = erasure;
    this.open = open;
    this.mostEvents = mostEvents;
  }

  /// What is done with a file as long as there is one.
  @FunctionalInterface
  interface Sending {
    void send(Path file) throws IOException;
  }

  /// Makes a file, has it sent, and deletes it.
  ///
  /// @throws ProblemException when there is no file of such a range
  void make(Question question, Sending sending) throws IOException {
    check(question);
    checkLength(question);
    if (!files.tryAcquire()) {
      throw busy("%d Parquet files are being made and sent already.".formatted(MOST_FILES));
    }
    try {
      Path scratch = Files.createTempDirectory("daybook-parquet");
      try {
        Path file = scratch.resolve("events.parquet");
        make(question, file, Files.createDirectory(scratch.resolve("making")));
        sending.send(file);
      } finally {
        delete(scratch);
      }
    } finally {
      files.release();
    }
  }

  private void make(Question question, Path file, Path scratch) throws IOException {
    if (!making.tryAcquire()) {
      throw busy("A Parquet file is being made already.");
    }
    try {
      write(question, file, scratch);
      delete(scratch);
    } finally {
      making.release();
    }
  }

  private static ProblemException busy(String why) {
    return new ProblemException(RequestProblems.BUSY.saying(why));
  }

  /// A file ends: nobody can follow the log in it.
  static void check(Question question) {
    if (question.follow()) {
      throw ProblemException.ofParameter(
          "follow", "is for application/x-ndjson and text/event-stream: a Parquet file has an end");
    }
  }

  /// As far as it can be told without reading: a filter may leave little of much.
  private void checkLength(Question question) {
    long events = Math.min(question.until(), store.head()) - question.after();
    if (question.limit() != Long.MAX_VALUE
        ? question.limit() > mostEvents
        : question.isWhole() && events > mostEvents) {
      throw tooLong();
    }
  }

  private ProblemException tooLong() {
    return ProblemException.ofParameter(
        "limit",
        "of a Parquet file is %,d events: ask for less, or use ./daybook export"
            .formatted(mostEvents));
  }

  private void write(Question question, Path file, Path scratch) throws IOException {
    Path lines = scratch.resolve("lines.ndjson");
    Map<String, String> about = write(question, lines);
    try (EventTable events = new EventTable(scratch, MEMORY)) {
      long count = events.load(lines).values().stream().mapToLong(it -> it).sum();
      if (!String.valueOf(count).equals(about.get("daybook_count"))) {
        throw new IOException("%d of %s events came out.".formatted(count, about));
      }
      Set<String> types = question.filter().types();
      if (types.size() == 1) {
        events.write(types.iterator().next(), file, about);
      } else {
        events.write(file, about);
      }
    }
  }

  /// @return what a reader can check the file with
  private Map<String, String> write(Question question, Path lines) throws IOException {
    Receipt receipt = new Receipt(question.after());
    long end = Math.min(question.until(), store.head());
    LinePages pages = store.lines().pages(question.after(), end, question.filter());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lines), BUFFER)) {
      while (pages.hasNext() && receipt.count() < question.limit()) {
        if (open.isClosing()) {
          throw new ProblemException(
              RequestProblems.UNAVAILABLE.saying("Daybook is being stopped."));
        }
        long left = question.limit() - receipt.count();
        LinePage page = erasure.of(pages.next());
        LinePage given = page.count() > left ? page.first((int) left) : page;
        out.write(given.bytes(), 0, given.length());
        receipt.add(given);
        if (receipt.count() > mostEvents) {
          throw tooLong();
        }
      }
    }
    Map<String, String> about = new LinkedHashMap<>();
    StrictJson.mapper()
        .readTree(receipt.json(store.head()))
        .properties()
        .forEach(it -> about.put("daybook_" + it.getKey(), it.getValue().asString()));
    return about;
  }

  private static void delete(Path scratch) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(scratch)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
