package io.daybook.cli.export;

import io.daybook.cli.Progress;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes the log of a running Daybook to files, part by part, and goes on where an earlier export
/// to the same directory ended. A part is taken in when the answers that its events came with have
/// proved them. Holds one event in memory, however long the log is.
public final class Export {

  /// Of one answer: what an error or a crash can cost.
  private static final long MOST_AT_ONCE = 500_000;

  private final Api api;
  private final Path directory;
  private final Format format;
  private final String from;
  private final @Nullable String until;
  private final long partLimit;

  /// @param from first position, or an instant
  /// @param until last position, or an instant that everything was recorded before; null for the
  ///   head of the log
  /// @param partLimit most events of a part
  public Export(
      Api api, Path directory, Format format, String from, @Nullable String until, long partLimit) {
    this.api = api;
    this.directory = directory.toAbsolutePath().normalize();
    this.format = format;
    this.from = from;
    this.until = until;
    this.partLimit = partLimit;
  }

  /// What an export came to.
  ///
  /// @param events how many are new
  /// @param first the first position in the directory; 0 when there is none
  /// @param last the last position in the directory; 0 when there is none
  public record Summary(long events, long first, long last) {}

  /// Exports what is not exported yet, after a look whether what was exported last is of this log.
  ///
  /// @throws ExportRefused when the directory can't be used or is of another log, or what came is
  ///   not what was sent
  /// @throws IOException when the disk is full, or Daybook goes away: what is complete stays, and
  ///   the next call goes on from there
  public Summary run() throws IOException {
    try (ExportDirectory target = new ExportDirectory(directory, format, from);
        PartFiles files = format.open(target.scratch())) {
      long before = events(target.manifest());
      long head = head();
      if (!target.manifest().empty()) {
        prove(target.manifest().parts().getLast(), head);
      }
      try (Progress progress = Progress.of("events", Math.max(1, head - before))) {
        copy(target, files, until == null ? String.valueOf(head) : until, progress);
      }
      return summary(target.manifest(), events(target.manifest()) - before);
    }
  }

  /// Compares all that the directory holds with its manifest, and with the log.
  ///
  /// @throws ExportRefused when something differs
  /// @throws IOException when a file can't be read, or Daybook goes away
  public Summary verify() throws IOException {
    try (ExportDirectory target = new ExportDirectory(directory, format, from)) {
      Manifest all = target.manifest();
      if (all.empty()) {
        throw new ExportRefused(directory + " holds no export.");
      }
      long head = head();
      try (Progress progress = Progress.of("events", Math.max(1, events(all)))) {
        for (Part part : all.parts()) {
          prove(part, head);
          progress.done(part.last() - part.first() + 1);
        }
      }
      return summary(all, 0);
    }
  }

  private static long events(Manifest manifest) {
    return manifest.parts().stream().mapToLong(it -> it.last() - it.first() + 1).sum();
  }

  private static Summary summary(Manifest all, long added) {
    return all.empty()
        ? new Summary(0, 0, 0)
        : new Summary(added, all.parts().getFirst().first(), all.last());
  }

  private long head() throws IOException {
    Reply catalogue = api.send(Call.get("/v1/streams"));
    if (!catalogue.json().path("head").isIntegralNumber()) {
      throw new IOException("Daybook does not say where its log ends: " + catalogue.refusal());
    }
    return catalogue.json().path("head").asLong();
  }

  /// @throws ExportRefused when the log has other events there, or none
  private void prove(Part part, long head) throws IOException {
    if (part.last() > head) {
      throw differs(part, "ends at " + head);
    }
    Call call =
        Call.get("/v1/streams/all/events").query("from", part.first()).query("until", part.last());
    EventIds ids = new EventIds();
    boolean erased = false;
    try (EventLines lines = new EventLines(api.stream(call))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        ids.add(line);
        erased |= EventLine.isErased(line);
      }
      boolean sameLines = lines.sha256().equals(part.sha256());
      // Lines change when somebody is erased; which events they are does not.
      boolean sameEvents = erased && ids.sha256().equals(part.eventIds());
      if (!sameLines && !sameEvents) {
        throw differs(part, "has others");
      }
    }
  }

  private ExportRefused differs(Part part, String log) {
    return new ExportRefused(
        "%s holds events %d to %d of another log, or of this one before it was restored: the log of %s %s. Export to an empty directory."
            .formatted(directory, part.first(), part.last(), api.base(), log));
  }

  private void copy(ExportDirectory target, PartFiles files, String end, Progress progress)
      throws IOException {
    String next = target.manifest().empty() ? from : String.valueOf(target.manifest().last() + 1);
    long limit = Math.min(partLimit, MOST_AT_ONCE);
    try (Parts parts = new Parts(target, files, partLimit, progress)) {
      while (true) {
        Call call =
            Call.get("/v1/streams/all/events")
                .query("from", next)
                .query("until", end)
                .query("limit", limit);
        try (EventLines lines = new EventLines(api.stream(call))) {
          for (byte[] line = lines.next(); line != null; line = lines.next()) {
            parts.add(line);
          }
          if (lines.count() < limit) {
            parts.end();
            return;
          }
          parts.proved();
          next = String.valueOf(lines.until() + 1);
        }
      }
    }
  }
}
