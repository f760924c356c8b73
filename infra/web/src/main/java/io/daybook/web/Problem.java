package io.daybook.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One refusal as a caller sees it (RFC 9457). Immutable.
///
/// @param detail what is the matter this time, for a human reader
/// @param errors the fields that are wrong; empty when no single field is
/// @param members further members that the type documents
public record Problem(
    ProblemType type, String detail, List<FieldError> errors, Map<String, Object> members) {

  /// The media type of problems.
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
    members = Map.copyOf(members);
  }

  Problem(ProblemType type, String detail) {
    this(type, detail, List.of(), Map.of());
  }

  /// The same with these fields named.
  public Problem withErrors(List<FieldError> wrong) {
    return new Problem(type, detail, wrong, members);
  }

  /// The same with one more member.
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, detail, errors, more);
  }

  /// The HTTP status that goes with it.
  public int status() {
    return type.status();
  }

  /// Whether it says to try again later.
  public boolean isTransient() {
    return status() == 429 || status() == 503;
  }

  /// Its JSON members, in the order of the standard.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type.uri());
    json.put("title", type.title());
    json.put("status", type.status());
    json.put("detail", detail);
    if (!errors.isEmpty()) {
      json.put("errors", errors);
    }
    json.putAll(members);
    return json;
  }
}
