package io.daybook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a newcomer would trip over: vague names, long files, links to nowhere.
class TidyTest {

  private static final Path ROOT = root();
  private static final int LONGEST_FILE = 400;
  private static final Pattern VAGUE_FILE =
      Pattern.compile(".*(Util|Utils|Helper|Manager|Common|Base|Impl|Misc|Dto)\\.java");
  private static final Pattern VAGUE_PACKAGE =
      Pattern.compile(".*/(util|common|manager|helper)/.*");
  private static final Pattern OWN_TIME =
      Pattern.compile(
          "(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\(\\)|currentTimeMillis\\(");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void no_file_or_package_hides_what_it_is() {
    assertThat(files(".java"))
        .noneMatch(file -> VAGUE_FILE.matcher(file.toString()).matches())
        .noneMatch(file -> VAGUE_PACKAGE.matcher(file.toString()).matches());
  }

  @Test
  void no_file_is_too_long_to_read() {
    assertThat(files(".java")).allMatch(file -> lines(file).size() <= LONGEST_FILE);
  }

  @Test
  void nobody_asks_for_the_time_but_a_clock() {
    assertThat(files(".java"))
        .filteredOn(file -> file.toString().contains("src/main/java/"))
        .noneMatch(file -> OWN_TIME.matcher(String.join("\n", lines(file))).find());
  }

  @Test
  void every_package_says_what_is_in_it_and_is_null_marked() {
    assertThat(files(".java").stream().map(Path::getParent).distinct())
        .filteredOn(directory -> directory.toString().contains("src/main/java/"))
        .filteredOn(directory -> !directory.toString().contains("es-node"))
        .allMatch(directory ->
            String.join("\n", lines(directory.resolve("package-info.java")))
                .contains("@NullMarked"));
  }

  @Test
  void every_link_in_the_documents_leads_somewhere() {
    for (Path document : files(".md")) {
      Matcher link = LINK.matcher(String.join("\n", lines(document)));
      while (link.find()) {
        assertThat(ROOT.resolve(document).resolve("..").resolve(link.group(1)).normalize())
            .as("link in %s", document)
            .exists();
      }
    }
  }

  private static List<Path> files(String suffix) {
    try (Stream<Path> tree = Files.walk(ROOT)) {
      return tree.map(ROOT::relativize)
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.toString().contains("target/"))
          .filter(file -> !file.toString().startsWith("."))
          .toList();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(ROOT.resolve(file));
    } catch (IOException failed) {
      throw new AssertionError("can't read " + file, failed);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("mvnw")) ? here : here.resolve("../..").normalize();
  }
}
