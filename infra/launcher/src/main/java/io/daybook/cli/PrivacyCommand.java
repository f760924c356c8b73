package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.privacy.Exports;
import io.daybook.cli.privacy.ReportPrinter;
import io.daybook.privacy.Needles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `./daybook privacy`.
@Command(
    name = "privacy",
    description = {
      "Shows where a customer's personal data is, or proves that it is gone.",
      "",
      "Looks through every store of a running Daybook. See docs/privacy.md."
    },
    synopsisSubcommandLabel = "report",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook privacy report 17850",
      "  ./daybook privacy report 17850 --values-from letter.txt --export history",
      "  ./daybook privacy report 17850 --values-from -     a value a line, from standard input"
    })
final class PrivacyCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int INCOMPLETE = 3;

  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = {
        "Searches every store for what is personal of a customer.",
        "",
        "Before an erasure it looks for what the customer's key opens. After it, nobody knows the"
            + " values but you: name those that must be nowhere."
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:nothing of the customer can be read anywhere",
        "1:something can, or is left behind (it says where)",
        "2:the command line is wrong",
        "3:not everything could be searched"
      })
  int report(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "CUSTOMER", description = "the customer's id") String customer,
      @Option(
              names = "--value",
              paramLabel = "VALUE",
              description =
                  "look for it too; may be repeated. It stays in the shell's history: better is")
          @Nullable List<String> values,
      @Option(
              names = "--values-from",
              paramLabel = "FILE",
              description = "look for each line of it; - for standard input")
          @Nullable Path file,
      @Option(
              names = "--export",
              paramLabel = "DIR",
              description = "look also into an export in this directory; may be repeated")
          @Nullable List<Path> exports)
      throws IOException {
    List<String> all = new ArrayList<>(values == null ? List.of() : values);
    if (file != null) {
      all.addAll(lines(file));
    }
    if (all.stream().anyMatch(it -> it.strip().length() < Needles.SHORTEST)) {
      System.err.printf("A value has fewer than %d characters.%n", Needles.SHORTEST);
      return 2;
    }
    if (exports != null && all.isEmpty()) {
      System.err.println("Exports are searched for values: name some with --values-from.");
      return 2;
    }
    Api api = server.longApi(PATIENCE);
    ReportPrinter printer = new ReportPrinter(System.out);
    try (BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(
                api.stream(Call.of("POST", "/ops/privacy/report").json(body(customer, all))),
                StandardCharsets.UTF_8))) {
      answer.lines().map(JsonMapper.shared()::readTree).forEach(printer::on);
    } finally {
      printer.close();
    }
    if (exports != null) {
      Exports searched = new Exports(all);
      for (Path one : exports) {
        printer.export(one, searched.search(one));
      }
    }
    return printer.verdict(INCOMPLETE);
  }

  private static String body(String customer, List<String> values) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("customerId", customer);
    values.forEach(body.putArray("values")::add);
    return body.toString();
  }

  private static List<String> lines(Path file) throws IOException {
    InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    }
  }
}
