package io.daybook.web;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as callers send it: nothing guessed, nothing ignored. Safe for all threads.
public final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .changeDefaultVisibility(it -> it.withIsGetterVisibility(Visibility.NONE))
          .changeDefaultPropertyInclusion(it -> it.withValueInclusion(Include.NON_NULL))
          .build();

  private StrictJson() {}

  /// The mapper that reads requests and writes answers.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// Reads one JSON value and nothing after it.
  ///
  /// @throws ProblemException when it is malformed
  public static JsonNode parse(byte[] body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json == null || json.isMissingNode()) {
        throw new ProblemException(RequestProblems.MALFORMED.saying("The body is empty."));
      }
      return json;
    } catch (JacksonException malformed) {
      throw new ProblemException(RequestProblems.MALFORMED.saying(describe(malformed)));
    }
  }

  private static String describe(JacksonException malformed) {
    TokenStreamLocation at = malformed.getLocation();
    return at == null
        ? malformed.getOriginalMessage()
        : "%s (line %d, column %d)"
            .formatted(malformed.getOriginalMessage(), at.getLineNr(), at.getColumnNr());
  }
}
