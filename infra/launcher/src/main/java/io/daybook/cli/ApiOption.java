package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.CallTimes;
import io.daybook.launcher.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which running Daybook a command speaks to.
final class ApiOption {

  private static final Duration LONG = Duration.ofMinutes(30);

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "where Daybook runs; when absent, the one whose data are in ./.daybook/data, else"
              + " http://127.0.0.1:8080")
  private @Nullable URI uri;

  /// @param patience how long to go on asking what is busy or away
  Api api(Duration patience) {
    return new Api(uri == null ? running() : uri, patience, new CallTimes());
  }

  /// For calls that take minutes to be answered.
  Api longApi(Duration patience) {
    return new Api(uri == null ? running() : uri, patience, LONG, new CallTimes());
  }

  private static URI running() {
    Path file = DataDirectory.DEFAULT.resolve(DataDirectory.API_ADDRESS);
    try {
      return URI.create(Files.readString(file).strip());
    } catch (IOException absent) {
      return URI.create("http://127.0.0.1:8080");
    }
  }
}
