package io.daybook.axon;

import org.axonframework.messaging.Message;
import org.axonframework.serialization.Serializer;

/// How much of the memory events take up, roughly: their texts, which are many times as long for
/// one event as for another.
public final class EventSize {

  /// Most characters that are held at a time by one reader; their objects take several times that.
  public static final long MOST = 16_000_000;

  private static final Serializer TEXTS = EventSerializer.ofAllEvents();

  /// Of a payload that has no text.
  private static final int USUAL = 500;

  private EventSize() {}

  /// Characters of the payload's text, which is not decoded for it. What can't be read counts as
  /// something usual: whoever decodes it will say so.
  public static int of(Message<?> message) {
    try {
      return message.serializePayload(TEXTS, String.class).getData().length();
    } catch (RuntimeException _) {
      return USUAL;
    }
  }
}
