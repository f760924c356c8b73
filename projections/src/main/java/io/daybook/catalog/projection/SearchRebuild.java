package io.daybook.catalog.projection;

import io.daybook.kernel.projection.NextVersion;
import io.daybook.kernel.projection.RebuildSettings;
import io.daybook.kernel.projection.Rebuildable;
import io.daybook.kernel.projection.VersionStorage;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The search index, built again of the tables of products and stock levels. Thread-safe.
final class SearchRebuild implements Rebuildable {

  private static final Logger log = LoggerFactory.getLogger(SearchRebuild.class);

  private final ProductIndex index;
  private final DataSource views;
  private final IndexVersions versions;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final RebuildSettings settings;

  /// @param source the log, to name the events of documents that are refused
  SearchRebuild(
      ProductIndex index,
      DataSource views,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      RebuildSettings settings) {
    this.index = index;
    this.views = views;
    this.versions = new IndexVersions(views);
    this.source = source;
    this.settings = settings;
  }

  @Override
  public String name() {
    return ProductIndexer.NAME;
  }

  @Override
  public int revision() {
    return index.indexes().definition().revision();
  }

  /// Definitions have no order: another one is a later one.
  @Override
  public boolean replaces(int revision) {
    return revision != revision();
  }

  @Override
  public boolean precedes(int revision) {
    return false;
  }

  /// Indexes are made when they are filled, and deleted by [#tidy].
  @Override
  public VersionStorage storage() {
    return new VersionStorage() {};
  }

  @Override
  public NextVersion next(BooleanSupplier stopped) {
    return new NextIndex(index, views, versions, source, settings, stopped);
  }

  @Override
  public boolean leavesThingsBehind() {
    try {
      return !index.indexes().others(used()).isEmpty();
    } catch (IOException | RuntimeException away) {
      log.debug("Elasticsearch can't be asked what lies there", away);
      return false;
    }
  }

  @Override
  public void tidy() {
    try {
      for (String name : index.indexes().others(used())) {
        index.indexes().delete(name);
      }
    } catch (IOException | RuntimeException away) {
      log.debug("Indexes that nobody reads are deleted another time", away);
    }
  }

  private Set<Integer> used() {
    return versions.find().stream()
        .flatMap(it -> Stream.of(it.version(), it.nextVersion(), it.keptVersion()))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
