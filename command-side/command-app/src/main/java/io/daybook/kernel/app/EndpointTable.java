package io.daybook.kernel.app;

import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/// Finds endpoints by method and path, for lines of batches. Immutable.
final class EndpointTable {

  private final List<Entry> entries;

  EndpointTable(List<Endpoint> endpoints) {
    PathPatternParser parser = new PathPatternParser();
    entries = endpoints.stream().map(it -> new Entry(parser.parse(it.path()), it)).toList();
  }

  /// @param target path and query, percent-encoded
  /// @throws ProblemException when nothing is there, or not by that method
  Match find(String method, String target) {
    int mark = target.indexOf('?');
    String raw = mark < 0 ? target : target.substring(0, mark);
    try {
      PathContainer path = PathContainer.parsePath(raw);
      boolean known = false;
      for (Entry entry : entries) {
        PathMatchInfo info = entry.pattern().matchAndExtract(path);
        if (info != null && entry.endpoint().method().matches(method)) {
          return new Match(entry.endpoint(), info.getUriVariables(), query(target));
        }
        known |= info != null;
      }
      throw new ProblemException(
          known
              ? RequestProblems.METHOD_NOT_ALLOWED.saying("%s takes no %s.".formatted(raw, method))
              : RequestProblems.NOT_FOUND.saying("No command is at " + raw));
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.ofParameter("path", "is not a percent-encoded path");
    }
  }

  private static Map<String, String> query(String target) {
    Map<String, String> first = new HashMap<>();
    if (target.indexOf('?') >= 0) {
      UriComponentsBuilder.fromUriString(target)
          .build(true)
          .getQueryParams()
          .toSingleValueMap()
          .forEach((name, value) ->
              first.put(
                  name, value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8)));
    }
    return first;
  }

  private record Entry(PathPattern pattern, Endpoint endpoint) {}

  /// What was found.
  record Match(Endpoint endpoint, Map<String, String> path, Map<String, String> query) {}
}
