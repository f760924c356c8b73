package io.daybook.axon;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.daybook.kernel.Identifier;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The JSON form of events: identifiers are plain strings, absent values are left out, instants are
/// ISO 8601 in UTC, and a field that is not known is ignored, so that old code reads new events.
public final class EventJson {

  private static final JsonMapper MAPPER = configure(JsonMapper.builder()).build();

  private EventJson() {}

  /// The mapper that writes and reads events. Immutable, safe for all threads.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// Gives `builder` the form of events.
  ///
  /// @return `builder`
  public static <B extends MapperBuilder<?, B>> B configure(B builder) {
    SimpleModule identifiers = new SimpleModule("daybook-identifiers");
    identifiers.addSerializer(Identifier.class, new IdentifierSerializer());
    identifiers.setDeserializers(new IdentifierDeserializers());
    return builder
        .addModule(identifiers)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .changeDefaultVisibility(it -> it.withIsGetterVisibility(Visibility.NONE))
        .changeDefaultPropertyInclusion(it -> it.withValueInclusion(Include.NON_NULL));
  }
}
