package io.daybook.launcher.privacy;

import io.daybook.customer.event.CustomerEvent;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.StreamId;
import io.daybook.privacy.Finds;
import io.daybook.privacy.JdbcPersonalDataVault;
import io.daybook.privacy.Needles;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.privacy.PrivacySettings;
import io.daybook.privacy.SearchedStore;
import io.daybook.privacy.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds out what is left of a customer, and where.
///
/// While the key exists it says what can be read, and looks for just that. After an erasure it
/// shows that the key is gone and that there was only ciphertext, and that no copy of it is left
/// outside of the log; whoever knows the values brings them, and they are looked for everywhere.
final class PrivacyReport {

  private static final Logger log = LoggerFactory.getLogger(PrivacyReport.class);

  private static final List<String> ALWAYS =
      List.of(
          "backups and replicas of the databases, and what was copied from them",
          "the key table's write-ahead log and dead rows, which may hold the key under the master"
              + " key for a while",
          "exports, unless --export names their directories",
          "copies that readers of the streams and of Kafka have made",
          "other processes of a cluster: their caches and log files; ask each of them",
          "archived files of the log whose partitions are attached again, or that were copied"
              + " elsewhere",
          "large objects in the databases; Daybook makes none",
          "logs of proxies, terminals and the operating system");

  private final LogEventStore events;
  private final DataSource database;
  private final PrivacySettings settings;
  private final Supplier<List<SearchedStore>> everywhere;

  /// @param everywhere the stores there are, looked up for each report
  PrivacyReport(
      LogEventStore events,
      DataSource database,
      PrivacySettings settings,
      Supplier<List<SearchedStore>> everywhere) {
    this.events = events;
    this.database = database;
    this.settings = settings;
    this.everywhere = everywhere;
  }

  /// What the log and the key say.
  ///
  /// @param erased whether the customer asked for it
  /// @param key `kept`, `destroyed` or `none`
  /// @param readable how many values can still be read with the key
  record Standing(
      int events, boolean erased, String key, int sealed, int readable, List<Claim> claims) {}

  /// Something that has to be so of one who is erased.
  record Claim(String claim, boolean holds, List<String> offenders) {}

  /// What was found in one store.
  ///
  /// @param problem why it could not be searched to its end; null when it could
  record Searched(
      String store,
      int places,
      long items,
      long characters,
      boolean clean,
      List<Finds.Find> found,
      @Nullable String problem) {}

  /// How far the search is.
  ///
  /// @param store that is being searched
  /// @param done how many are
  /// @param items what was looked at in this one
  record Progress(String store, int done, int stores, long items) {

    Progress(String store, int done, int stores) {
      this(store, done, stores, 0);
    }

    Progress at(long now) {
      return new Progress(store, done, stores, now);
    }
  }

  /// The last word.
  ///
  /// @param complete whether every store was searched to its end
  record End(boolean clean, boolean complete, List<String> notSearched) {}

  /// Says one thing after the other.
  ///
  /// @param values to look for, beside what the key opens
  /// @param tell takes the kind of thing, and the thing
  void make(CustomerId customer, Collection<String> values, BiConsumer<String, Object> tell) {
    PersonalDataVault vault = JdbcPersonalDataVault.withoutMemory(database, settings);
    PersonalFields fields = PersonalFields.of(customer, events, vault);
    Standing standing = standing(customer, fields);
    tell.accept("standing", standing);
    Set<String> plain = new TreeSet<>(values);
    fields.opened().stream()
        .filter(it -> it.strip().length() >= Needles.SHORTEST)
        .forEach(plain::add);
    Needles needles =
        new Needles(plain, fields.sealed(), plain.stream().map(vault::emailDigest).toList());
    boolean clean = standing.claims().stream().allMatch(Claim::holds) && fields.opened().isEmpty();
    boolean complete = true;
    List<SearchedStore> stores = everywhere.get();
    for (int i = 0; i < stores.size(); i++) {
      Searched searched =
          search(
              stores.get(i),
              needles,
              standing.erased(),
              new Progress(stores.get(i).name(), i, stores.size()),
              tell);
      clean &= searched.clean();
      complete &= searched.problem() == null;
      tell.accept("store", searched);
    }
    tell.accept("end", new End(clean && complete, complete, notSearched(stores)));
  }

  private static Searched search(
      SearchedStore store,
      Needles needles,
      boolean erased,
      Progress progress,
      BiConsumer<String, Object> tell) {
    Finds finds = new Finds(needles, items -> tell.accept("progress", progress.at(items)));
    @Nullable String problem = null;
    try {
      store.search(finds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      problem = "interrupted";
    } catch (Exception failed) {
      log.warn("{} could not be searched: {}", store.name(), failed.getClass().getName());
      problem = "%s could not be searched to its end: %s".formatted(store.name(), reason(failed));
    }
    boolean clean =
        finds.all().stream()
            .allMatch(it -> it.trace() == Trace.SEALED && (!erased || store.keepsSealed()));
    return new Searched(
        store.name(),
        finds.places().size(),
        finds.items(),
        finds.characters(),
        clean,
        finds.all(),
        problem);
  }

  /// Not the message of a database, which may quote what was looked for.
  private static String reason(Exception failed) {
    return failed instanceof java.sql.SQLException sql
        ? "SQL state " + sql.getSQLState()
        : failed.toString();
  }

  private Standing standing(CustomerId customer, PersonalFields fields) {
    JdbcClient jdbc = JdbcClient.create(database);
    String key =
        jdbc.sql(
                """
                select case when wrapped_key is null then 'destroyed' else 'kept' end
                  from privacy.customer_keys where customer_id = ?
                """)
            .param(customer.value())
            .query(String.class)
            .optional()
            .orElse("none");
    List<Claim> claims = new ArrayList<>();
    claims.add(new Claim("The log knows the customer", fields.events() > 0, List.of()));
    claims.add(
        new Claim(
            "Every personal field of every event is ciphertext or null",
            fields.unsealed().isEmpty(),
            fields.unsealed()));
    if (fields.erased()) {
      claims.add(new Claim("The key is destroyed", !key.equals("kept"), List.of()));
      List<String> claimed =
          jdbc.sql("select kind from claims where owner = ? order by 1")
              .param(StreamId.of(CustomerEvent.STREAM_TYPE, customer).toString())
              .query(String.class)
              .list();
      claims.add(
          new Claim("No name is claimed for the customer any more", claimed.isEmpty(), claimed));
    }
    return new Standing(
        fields.events(),
        fields.erased(),
        key,
        fields.sealed().size(),
        fields.opened().size(),
        claims);
  }

  private static List<String> notSearched(List<SearchedStore> stores) {
    List<String> others = new ArrayList<>();
    if (stores.stream().noneMatch(it -> it.name().equals("Kafka"))) {
      others.add(
          "Kafka, of which this process knows nothing (daybook.kafka.bootstrap-servers): not the"
              + " topics of another process, nor a broker's data that --kafka has left here");
    }
    others.addAll(ALWAYS);
    return List.copyOf(others);
  }
}
