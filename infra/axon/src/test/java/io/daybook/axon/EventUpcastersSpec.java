package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An event of a new revision comes with what makes older ones into it.
class EventUpcastersSpec {

  /// As if carts' first event had been changed once.
  private static final List<EventType> CHANGED =
      List.of(new EventType("cart.opened", 2, CartOpened.class));

  @Test
  void every_older_revision_of_every_event_can_be_read() {
    List<EventType> all = EventCatalogue.types();
    assertThat(lifting(EventUpcasters.all(), all).refusals(all)).isEmpty();
  }

  @Test
  void a_new_revision_without_an_upcaster_is_refused() {
    assertThat(lifting(NoOpEventUpcaster.INSTANCE).refusals(CHANGED))
        .containsExactly(
            "cart.opened of revision 1 does not become one of revision 2: where is its upcaster?");
  }

  @Test
  void an_upcaster_that_makes_what_the_program_can_not_read_is_refused() {
    assertThat(lifting(new Second("cart.opened", "[]")).refusals(CHANGED))
        .singleElement()
        .asString()
        .startsWith("cart.opened of revision 1 becomes one that can't be read");
  }

  @Test
  void an_upcaster_that_leads_to_an_event_that_nobody_knows_is_refused() {
    assertThat(lifting(new Second("cart.began", null)).refusals(CHANGED))
        .containsExactly(
            "cart.opened of revision 1 becomes cart.began, which the program doesn't know");
  }

  @Test
  void an_older_sample_that_was_given_up_is_refused() {
    Lifting forgetful =
        new Lifting(EventUpcasters.all(), EventSerializer.ofAllEvents(), (_, _) -> null);

    assertThat(forgetful.refusals(CHANGED))
        .containsExactly("cart.opened of revision 1 has no golden sample any more");
  }

  @Test
  void a_new_revision_with_its_upcaster_passes() {
    assertThat(lifting(new Second("cart.opened", null)).refusals(CHANGED)).isEmpty();
  }

  /// In a program that knows the change.
  private static Lifting lifting(EventUpcaster upcasters) {
    return lifting(upcasters, CHANGED);
  }

  private static Lifting lifting(EventUpcaster upcasters, List<EventType> known) {
    return new Lifting(upcasters, EventSerializer.of(known), EventUpcastersSpec::sample);
  }

  private static @Nullable String sample(EventType type, int revision) {
    try (InputStream json =
        EventCatalogue.class.getResourceAsStream(type.goldenResource(revision))) {
      return json == null ? null : new String(json.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /// Leads from the first revision of a cart's first event to a second.
  private static final class Second extends SingleEventUpcaster {

    private final String name;
    private final @Nullable String payload;

    /// @param name of what comes out
    /// @param payload of all events; null for what they had
    private Second(String name, @Nullable String payload) {
      this.name = name;
      this.payload = payload;
    }

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
      return event.getType().equals(new SimpleSerializedType("cart.opened", "1"));
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
      return event.upcastPayload(
          new SimpleSerializedType(name, "2"),
          String.class,
          json -> payload == null ? json : payload);
    }
  }
}
