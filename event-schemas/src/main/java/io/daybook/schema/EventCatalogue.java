package io.daybook.schema;

import io.daybook.cart.event.CartEvent;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.customer.event.CustomerEvent;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.PersonalData;
import io.daybook.operations.event.SkippedEvent;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.payment.event.PaymentEvent;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All events of Daybook with their contract names. Immutable.
public final class EventCatalogue {

  private static final List<Class<? extends DomainEvent>> VOCABULARIES =
      List.of(
          CartEvent.class,
          CreditNoteEvent.class,
          CustomerEvent.class,
          OrderEvent.class,
          PaymentEvent.class,
          ProductEvent.class,
          ReservationEvent.class,
          SkippedEvent.class,
          StockItemEvent.class);

  private EventCatalogue() {}

  /// Every event there is, by name.
  public static List<EventType> types() {
    return VOCABULARIES.stream()
        .flatMap(vocabulary -> Stream.of(vocabulary.getPermittedSubclasses()))
        .map(EventCatalogue::typeOf)
        .sorted(Comparator.comparing(EventType::name))
        .toList();
  }

  private static EventType typeOf(Class<?> event) {
    EventName name = event.getAnnotation(EventName.class);
    if (name == null) {
      throw new IllegalStateException(event.getName() + " has no @EventName");
    }
    return new EventType(name.value(), name.revision(), event.asSubclass(DomainEvent.class));
  }

  /// One kind of event.
  ///
  /// @param name its contract name, such as `cart.line-set`
  /// @param revision its current revision, from 1
  /// @param payload the record that carries it
  public record EventType(String name, int revision, Class<? extends DomainEvent> payload) {

    /// The members that are personal: null, or ciphertext under their customer's own key.
    public List<String> personalFields() {
      return Stream.of(payload.getRecordComponents())
          .filter(it -> it.getType().equals(PersonalData.class))
          .map(RecordComponent::getName)
          .toList();
    }

    /// Where its JSON Schema is on the class path.
    public String schemaResource() {
      return schemaResource(revision);
    }

    /// The same of one of its revisions, which stays when a later one comes.
    public String schemaResource(int ofRevision) {
      return resource("schema", ofRevision);
    }

    /// Where the one sample of it that never changes is on the class path, as JSON.
    public String goldenResource() {
      return goldenResource(revision);
    }

    /// The same of one of its revisions, which stays when a later one comes.
    public String goldenResource(int ofRevision) {
      return resource("golden", ofRevision);
    }

    private String resource(String kind, int ofRevision) {
      return "/io/daybook/%s/%s.%d.json".formatted(kind, name, ofRevision);
    }

    /// The context that the event belongs to: the first word of its name.
    public String context() {
      return name.substring(0, name.indexOf('.'));
    }
  }
}
