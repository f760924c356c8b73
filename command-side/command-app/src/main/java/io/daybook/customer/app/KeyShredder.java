package io.daybook.customer.app;

import io.daybook.axon.BatchSubscriber;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.kernel.app.CommandTables;
import io.daybook.privacy.PersonalDataVault;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Destroys the key of every customer whose personal data is erased. From the log, so that a crash
/// between the event and the key can't save the key.
final class KeyShredder implements BatchSubscriber {

  static final String READER = "command.customer.key-shredder";

  private static final long BOOKMARK_EVERY = 5_000;

  private final CommandTables tables;
  private final PersonalDataVault vault;
  private long bookmark;

  KeyShredder(CommandTables tables, PersonalDataVault vault) {
    this.tables = tables;
    this.vault = vault;
  }

  @Override
  public long position() {
    bookmark = tables.positionOf(READER);
    return bookmark;
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    List<PersonalDataErased> erasures =
        batch.stream()
            .filter(it -> it.getPayloadType().equals(PersonalDataErased.class))
            .map(it -> (PersonalDataErased) it.getPayload())
            .toList();
    erasures.forEach(it -> vault.forget(it.customerId()));
    if (!erasures.isEmpty() || last - bookmark >= BOOKMARK_EVERY) {
      tables.remember(READER, last);
      bookmark = last;
    }
  }
}
