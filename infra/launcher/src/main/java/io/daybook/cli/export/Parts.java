package io.daybook.cli.export;

import io.daybook.cli.Progress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Events on their way into parts: a day has parts of its own, and a long day several. Used by one
/// thread.
final class Parts implements AutoCloseable {

  private final ExportDirectory target;
  private final PartFiles files;
  private final long limit;
  private final Progress progress;
  private @Nullable Stretch open;

  /// @param limit most events of a part
  Parts(ExportDirectory target, PartFiles files, long limit, Progress progress) {
    this.target = target;
    this.files = files;
    this.limit = limit;
    this.progress = progress;
  }

  /// @param line of the next event, with its line feed
  void add(byte[] line) throws IOException {
    String day = EventLine.day(line);
    if (open != null && !open.day().equals(day)) {
      stage(open);
    }
    if (open == null) {
      open = new Stretch(target.scratch().resolve("lines.ndjson"), day);
    }
    open.add(EventLine.position(line), line);
    if (open.count() == limit) {
      stage(open);
    }
    progress.done(1);
  }

  /// All events so far are the log's: parts that are complete are taken in.
  void proved() throws IOException {
    target.takeIn();
  }

  /// The same, and no event comes any more.
  void end() throws IOException {
    if (open != null) {
      stage(open);
    }
    proved();
  }

  private void stage(Stretch complete) throws IOException {
    complete.close();
    open = null;
    Part part = target.stage(complete, files.of(complete.file(), complete.count()));
    progress.note(part.day() + " written");
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
