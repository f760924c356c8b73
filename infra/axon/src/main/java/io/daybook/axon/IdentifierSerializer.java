package io.daybook.axon;

import io.daybook.kernel.Identifier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes an identifier as the string it is.
final class IdentifierSerializer extends StdSerializer<Identifier> {

  IdentifierSerializer() {
    super(Identifier.class);
  }

  @Override
  public void serialize(Identifier id, JsonGenerator json, SerializationContext context) {
    json.writeString(id.value());
  }
}
