package io.daybook.launcher;

import io.daybook.eventstore.ArchivedRange;
import io.daybook.eventstore.Integrity.Stretch;
import io.daybook.eventstore.LogEventStore;
import io.daybook.web.ProblemException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Looks after the log: proves it, archives it. Each request does a piece that ends soon; the
/// caller comes again for the next.
@RestController
final class LogEndpoint {

  private static final int MOST_LINKS = 1_000;

  private final LogEventStore log;

  LogEndpoint(LogEventStore log) {
    this.log = log;
  }

  /// What became of a request for one partition or file.
  ///
  /// @param archived the range in question; absent when there was nothing to do
  /// @param refusal why it could not be done; absent when it could
  record Outcome(@Nullable Range archived, @Nullable String refusal) {

    static Outcome of(ArchivedRange range) {
      return new Outcome(new Range(range.first(), range.last(), range.file().toString()), null);
    }

    static Outcome of(IOException failed) {
      return new Outcome(
          null,
          failed.getClass() == IOException.class
              ? String.valueOf(failed.getMessage())
              : failed.toString());
    }
  }

  /// @param file on this machine
  record Range(long first, long last, String file) {}

  /// Compares the log after a position with its hash chain.
  @GetMapping("/ops/log/integrity")
  Stretch integrity(
      @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int links) {
    if (links < 1 || links > MOST_LINKS) {
      throw ProblemException.ofParameter("links", "is 1 to " + MOST_LINKS);
    }
    try {
      return log.integrity().check(after, links);
    } catch (IllegalArgumentException wrong) {
      throw ProblemException.ofParameter("after", String.valueOf(wrong.getMessage()));
    }
  }

  /// Archives the oldest full partition that ends before a position.
  @PostMapping("/ops/log/archive")
  Outcome archive(@RequestParam long before, @RequestParam String to) {
    try {
      return log.archives()
          .archiveOldest(before, path("to", to))
          .map(Outcome::of)
          .orElseGet(() -> new Outcome(null, null));
    } catch (IOException failed) {
      return Outcome.of(failed);
    }
  }

  /// Brings an archived file back.
  @PostMapping("/ops/log/attach")
  Outcome attach(@RequestParam String file) {
    try {
      return Outcome.of(log.archives().attach(path("file", file)));
    } catch (IOException failed) {
      return Outcome.of(failed);
    }
  }

  private static Path path(String parameter, String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException _) {
      // Said below.
    }
    throw ProblemException.ofParameter(parameter, "is an absolute path");
  }
}
