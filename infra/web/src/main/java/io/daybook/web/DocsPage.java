package io.daybook.web;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// What a human reader of the API looks at: the contracts, and what each problem type means.
@RestController
final class DocsPage {

  private static final String DOCS =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Daybook API</title>
          <link rel="stylesheet" href="/docs/ui/swagger-ui.css">
        </head>
        <body>
          <div id="ui"></div>
          <script src="/docs/ui/swagger-ui-bundle.js"></script>
          <script src="/docs/ui/swagger-ui-standalone-preset.js"></script>
          <script>
            SwaggerUIBundle({
              urls: [
                {url: "/openapi/command-api.yaml", name: "Command API"},
                {url: "/openapi/query-api.yaml", name: "Query API"},
                {url: "/openapi/stream-api.yaml", name: "Stream API"}
              ],
              dom_id: "#ui",
              deepLinking: true,
              presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
              layout: "StandaloneLayout"
            });
          </script>
        </body>
      </html>
      """;

  private final List<ProblemType> problems;

  DocsPage(List<ProblemCatalogue> catalogues) {
    problems =
        catalogues.stream()
            .flatMap(catalogue -> catalogue.types().stream())
            .sorted(Comparator.comparing(ProblemType::path))
            .toList();
  }

  @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> docs() {
    // Swagger UI draws with attributes.
    return Html.page(DOCS, "; style-src-attr 'unsafe-inline'");
  }

  @GetMapping(path = "/problems", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> problems() {
    return page("Problems", problems.stream().map(DocsPage::entry).collect(Collectors.joining()));
  }

  @GetMapping(path = "/problems/{context}/{slug}", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> problem(
      @PathVariable("context") String context, @PathVariable("slug") String slug) {
    return problems.stream()
        .filter(type -> type.path().equals(context + "/" + slug))
        .findFirst()
        .map(type -> page(type.title(), entry(type)))
        .orElseThrow(() ->
            new ProblemException(
                RequestProblems.NOT_FOUND.saying("There is no such problem type.")));
  }

  private static ResponseEntity<String> page(String title, String body) {
    return Html.page(
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body>%s</body></html>
        """
            .formatted(HtmlUtils.htmlEscape(title), body));
  }

  private static String entry(ProblemType type) {
    return """
    <h2 id="%1$s"><a href="/problems/%1$s">%1$s</a></h2><p><b>%2$d</b> %3$s</p><p>%4$s</p>
    """
        .formatted(
            type.path(),
            type.status(),
            HtmlUtils.htmlEscape(type.title()),
            HtmlUtils.htmlEscape(type.remedy()));
  }
}
