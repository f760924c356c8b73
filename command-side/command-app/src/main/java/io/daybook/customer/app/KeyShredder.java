package io.daybook.customer.app;

import io.daybook.axon.BatchSubscriber;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.kernel.app.CommandTables;
import io.daybook.privacy.PersonalDataVault;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Destroys the key of every customer whose personal data is erased, and the receipts of what was
/// asked for them: nobody needs the digests of requests any more that are under that key. From the
/// log, so that a crash between the event and the key can't save the key; each of its steps may be
/// done again.
final class KeyShredder implements BatchSubscriber {

  static final String READER = "command.customer.key-shredder";

  private static final long BOOKMARK_EVERY = 5_000;

  private static final String RECEIPTS =
      """
      delete from receipts
       where starts_with(outcome, '{"stream":' || to_json(:stream::text)::text || ',')
          or outcome like '{"refused":"%customer/%'
             and strpos(outcome, '"customerId":' || to_json(:customer::text)::text) > 0
      """;

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
    erasures.forEach(this::forget);
    if (!erasures.isEmpty() || last - bookmark >= BOOKMARK_EVERY) {
      tables.remember(READER, last);
      bookmark = last;
    }
  }

  private void forget(PersonalDataErased erasure) {
    vault.forget(erasure.customerId());
    tables
        .jdbc()
        .sql(RECEIPTS)
        .param("stream", erasure.stream().toString())
        .param("customer", erasure.customerId().value())
        .update();
  }
}
