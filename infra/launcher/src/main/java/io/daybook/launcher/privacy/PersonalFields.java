package io.daybook.launcher.privacy;

import io.daybook.customer.event.CustomerEvent;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.eventstore.LineFilter;
import io.daybook.eventstore.LinePage;
import io.daybook.eventstore.LinePages;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.StreamId;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the events of one customer say about them: which personal fields there are, and what they
/// open to. Used by one thread, and kept by nobody.
final class PersonalFields {

  /// A nonce and an authentication tag: no ciphertext is shorter.
  private static final int LEAST_BYTES = 28;

  private static final Map<String, EventType> TYPES =
      EventCatalogue.types().stream().collect(Collectors.toMap(EventType::name, it -> it));
  private static final String ERASED =
      EventCatalogue.types().stream()
          .filter(it -> it.payload().equals(PersonalDataErased.class))
          .map(EventType::name)
          .findFirst()
          .orElseThrow();

  private final Set<String> sealed = new LinkedHashSet<>();
  private final Set<String> opened = new LinkedHashSet<>();
  private final List<String> unsealed = new ArrayList<>();
  private int events;
  private boolean erased;

  private PersonalFields() {}

  /// Reads the customer's events, archived ones too.
  ///
  /// @param vault opens what can still be opened
  static PersonalFields of(CustomerId customer, LogEventStore log, PersonalDataVault vault) {
    PersonalFields fields = new PersonalFields();
    LineFilter stream =
        new LineFilter(Set.of(), StreamId.of(CustomerEvent.STREAM_TYPE, customer).toString());
    LinePages pages = log.lines().pages(0, log.head(), stream);
    while (pages.hasNext()) {
      LinePage page = pages.next();
      new String(page.bytes(), 0, page.length(), StandardCharsets.UTF_8)
          .lines()
          .map(JsonMapper.shared()::readTree)
          .forEach(line -> fields.add(line, customer, vault));
    }
    return fields;
  }

  private void add(JsonNode line, CustomerId customer, PersonalDataVault vault) {
    events++;
    String type = line.path("type").asString();
    erased |= type.equals(ERASED);
    Optional.ofNullable(TYPES.get(type))
        .map(EventType::personalFields)
        .orElse(List.of())
        .forEach(name -> {
          JsonNode value = line.path("payload").path(name);
          String ciphertext = value.path("ciphertext").asString("");
          if (isCiphertext(value, ciphertext)) {
            sealed.add(ciphertext);
            vault.open(customer, new PersonalData(ciphertext)).ifPresent(opened::add);
          } else if (!value.isMissingNode() && !value.isNull()) {
            unsealed.add(
                "%s of %s at position %d".formatted(name, type, line.path("position").asLong()));
          }
        });
  }

  private static boolean isCiphertext(JsonNode value, String ciphertext) {
    try {
      return value.size() == 1 && Base64.getDecoder().decode(ciphertext).length > LEAST_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// How many events the customer has.
  int events() {
    return events;
  }

  /// Whether one of them erases what the others hold.
  boolean erased() {
    return erased;
  }

  /// The ciphertexts in them.
  Set<String> sealed() {
    return sealed;
  }

  /// What these open to, as long as there is the key. Personal: for nobody's eyes.
  Set<String> opened() {
    return opened;
  }

  /// Personal fields that are neither null nor ciphertext.
  List<String> unsealed() {
    return unsealed;
  }
}
