package io.daybook.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The recipes of `docs/streams.md`, run as they are written where the machine has what they need.
///
/// @param folder where they write
/// @param daybook takes the place of the address that they name
record Recipes(Path folder, URI daybook) {

  private static final Pattern SCRIPT =
      Pattern.compile("```(python|sh)\\n(.*?)```", Pattern.DOTALL);

  /// Keeps a copy of the log.
  ///
  /// @return what it says; empty when there is no Python here
  Optional<String> copyWithPython(Path copy) throws IOException, InterruptedException {
    Path script = folder.resolve("copy.py");
    Files.writeString(script, script("python"));
    return run("python3", script.toString(), daybook.toString(), copy.toString());
  }

  /// Fetches a month of orders and adds up its digest.
  ///
  /// @return what it says; empty when there is no curl here
  Optional<String> checkWithCurl() throws IOException, InterruptedException {
    if (run("curl", "--version").isEmpty()) {
      return Optional.empty();
    }
    String script = script("sh").replace("http://127.0.0.1:8080", daybook.toString());
    // The retailer's days were recorded today, whenever that is.
    return run("sh", "-c", script.replaceAll("\\?from=.*?'", "'"));
  }

  private static String script(String language) throws IOException {
    Matcher script = SCRIPT.matcher(Files.readString(Checkout.root().resolve("docs/streams.md")));
    while (script.find()) {
      if (script.group(1).equals(language)) {
        return script.group(2);
      }
    }
    throw new IllegalStateException("There is no recipe for " + language);
  }

  private Optional<String> run(String... line) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of(line))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      return Optional.empty();
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("%s failed: %s".formatted(line[0], said));
    }
    return Optional.of(said);
  }
}
