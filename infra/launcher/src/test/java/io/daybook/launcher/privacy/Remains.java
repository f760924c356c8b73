package io.daybook.launcher.privacy;

import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.CustomerId;
import io.daybook.launcher.privacy.PrivacyReport.End;
import io.daybook.privacy.PrivacySettings;
import io.daybook.privacy.SearchedStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/// The privacy report of a shop that has databases and nothing else.
///
/// @param databases by name; `events` has the log and the keys
public record Remains(
    LogEventStore log, Map<String, DataSource> databases, PrivacySettings settings) {

  /// Everything that the report says of a customer, unless it is that nothing of them is left.
  public List<String> of(CustomerId customer, Collection<String> values) {
    List<String> said = new ArrayList<>();
    List<Boolean> clean = new ArrayList<>();
    DataSource events = Objects.requireNonNull(databases.get("events"));
    new PrivacyReport(log, events, settings, () -> stores(events))
        .make(
            customer,
            values,
            (_, what) -> {
              said.add(what.toString());
              if (what instanceof End end) {
                clean.add(end.clean());
              }
            });
    return clean.equals(List.of(true)) ? List.of() : said;
  }

  private List<SearchedStore> stores(DataSource events) {
    List<SearchedStore> stores = new ArrayList<>();
    databases.forEach(
        (name, it) -> stores.add(new SearchedDatabase(name, it, name.equals("events"))));
    stores.add(new SearchedArchives(log, events));
    return stores;
  }
}
