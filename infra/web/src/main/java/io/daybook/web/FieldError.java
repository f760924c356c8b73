package io.daybook.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What is wrong with one field or parameter.
///
/// @param pointer JSON Pointer of a field of the body, as a URI fragment; null for a parameter
/// @param parameter name of a header, or of a parameter of path or query; null for a field
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(@Nullable String pointer, @Nullable String parameter, String detail) {

  /// About a field of the body.
  ///
  /// @param pointer such as `#/lines/3/units`
  public static FieldError field(String pointer, String detail) {
    return new FieldError(pointer, null, detail);
  }

  /// About a header, or a parameter of path or query.
  public static FieldError parameter(String name, String detail) {
    return new FieldError(null, name, detail);
  }
}
