package io.daybook.axon;

import io.daybook.kernel.Identifier;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;

/// Reads every record that is an [Identifier] from a plain string, through its own constructor.
final class IdentifierDeserializers extends SimpleDeserializers {

  @Override
  public @Nullable ValueDeserializer<?> findBeanDeserializer(
      JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
    Class<?> raw = type.getRawClass();
    return Identifier.class.isAssignableFrom(raw) && raw.isRecord()
        ? new FromString(raw)
        : super.findBeanDeserializer(type, config, description);
  }

  @Override
  public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
    return Identifier.class.isAssignableFrom(valueType) && valueType.isRecord();
  }

  private static final class FromString extends StdScalarDeserializer<Object> {

    private final MethodHandle constructor;

    FromString(Class<?> type) {
      super(type);
      try {
        constructor =
            MethodHandles.publicLookup()
                .findConstructor(type, MethodType.methodType(void.class, String.class))
                .asType(MethodType.methodType(Object.class, String.class));
      } catch (ReflectiveOperationException absent) {
        throw new IllegalArgumentException(
            type.getName() + " is an identifier without a public constructor from text", absent);
      }
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) {
      String text = StringDeserializer.instance.deserialize(json, context);
      try {
        return (Object) constructor.invokeExact(text);
      } catch (IllegalArgumentException notAllowed) {
        return context.handleWeirdStringValue(handledType(), text, "%s", notAllowed.getMessage());
      } catch (Error error) {
        throw error;
      } catch (Throwable impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
