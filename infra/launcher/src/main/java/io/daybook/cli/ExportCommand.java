package io.daybook.cli;

import io.daybook.cli.export.Export;
import io.daybook.cli.export.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./daybook export`.
@Command(
    name = "export",
    description = {
      "Writes the whole history of a running Daybook to files.",
      "",
      "Each day goes to files of its own, a long one to several; Parquet has a file for each type of"
          + " event. manifest.json names them all, with positions and digests. Run it again to go on"
          + " from where it ended, or from where it was cut off: nothing is missing then, and nothing"
          + " is there twice."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:everything asked for is in the directory, and as it is in the log",
      "1:it is not; what is complete stays, and the reason is printed",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook export --out history",
      "  ./daybook export --out history --verify",
      "  ./daybook export --format ndjson --from 2010-12-01T00:00:00Z --until 2011-01-01T00:00:00Z --out december"
    })
final class ExportCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private ApiOption server = new ApiOption();

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      defaultValue = "1",
      description = "first position, or an instant (default ${DEFAULT-VALUE})")
  private String from = "1";

  @Option(
      names = "--until",
      paramLabel = "PLACE",
      description =
          "last position, or an instant that everything was recorded before; when absent, the head"
              + " of the log")
  private @Nullable String until;

  @Option(
      names = "--format",
      defaultValue = "PARQUET",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  private Format format = Format.PARQUET;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the files go; made when absent")
  private Path out = Path.of("");

  @Option(
      names = "--part-events",
      paramLabel = "N",
      defaultValue = "500000",
      description = "most events of a day in one file (default ${DEFAULT-VALUE})")
  private long partEvents;

  @Option(
      names = "--verify",
      description = "exports nothing: compares what is in DIR with its manifest, and with the log")
  private boolean verify;

  @Override
  public Integer call() throws IOException {
    Export export =
        new Export(server.api(PATIENCE), out, format, from, until, Math.max(1, partEvents));
    if (verify) {
      Export.Summary there = export.verify();
      System.out.printf(
          "%s holds positions %d to %d as the log has them.%n", out, there.first(), there.last());
      return 0;
    }
    Export.Summary done = export.run();
    if (done.last() == 0) {
      System.out.printf("Nothing to export: no event from %s on.%n", from);
    } else {
      System.out.printf(
          "%,d new events. %s holds positions %d to %d; manifest.json names its files.%n",
          done.events(), out, done.first(), done.last());
    }
    return 0;
  }
}
