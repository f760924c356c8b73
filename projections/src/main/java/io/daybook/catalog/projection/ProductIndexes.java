package io.daybook.catalog.projection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Time;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The indexes of products that Elasticsearch has, one for each version, and which of them is read:
/// the one that both aliases name. Thread-safe.
final class ProductIndexes {

  /// What readers call the index.
  static final String READERS = "products";

  /// What writers call it. Elasticsearch makes a missing index of the first document that comes,
  /// but not a missing alias: so an index that was lost is noticed, and made again as it should be.
  static final String WRITERS = "products-writers";

  /// While an index is filled nobody looks, and small segments cost more than they are worth.
  private static final Time NEVER = Time.of(it -> it.time("-1"));

  private static final Logger log = LoggerFactory.getLogger(ProductIndexes.class);

  private final ElasticsearchClient elasticsearch;
  private final IndexDefinition definition;
  private final int replicas;

  ProductIndexes(ElasticsearchClient elasticsearch, IndexDefinition definition, int replicas) {
    this.elasticsearch = elasticsearch;
    this.definition = definition;
    this.replicas = replicas;
  }

  IndexDefinition definition() {
    return definition;
  }

  /// The index that writers write; null when there is none.
  @Nullable String live() throws IOException {
    if (!elasticsearch.indices().existsAlias(it -> it.name(WRITERS)).value()) {
      return null;
    }
    return elasticsearch.indices().getAlias(it -> it.name(WRITERS)).aliases().keySet().stream()
        .findFirst()
        .orElse(null);
  }

  /// The index of a version, whatever its definition.
  Optional<String> ofVersion(int version) throws IOException {
    return all().stream().filter(it -> IndexDefinition.versionOf(it) == version).findFirst();
  }

  /// Makes an index by today's definition, unless it is there. It shows nothing by itself until it
  /// is opened.
  ///
  /// @return whether it had to be made
  boolean make(String name) throws IOException {
    if (elasticsearch.indices().exists(it -> it.index(name)).value()) {
      return false;
    }
    elasticsearch
        .indices()
        .create(it -> it.index(name).withJson(new StringReader(definition.json())));
    elasticsearch
        .indices()
        .putSettings(it ->
            it.index(name)
                .settings(
                    s -> s.numberOfReplicas(String.valueOf(replicas)).refreshInterval(NEVER)));
    log.info("Made the search index {}", name);
    return true;
  }

  /// Elasticsearch's own id of an index: another one after it was lost and made again.
  String uuid(String name) throws IOException {
    var state = elasticsearch.indices().get(it -> it.index(name)).indices().get(name);
    if (state == null || state.settings() == null || state.settings().index() == null) {
      throw new IOException("Elasticsearch says nothing of " + name);
    }
    return String.valueOf(state.settings().index().uuid());
  }

  /// Lets writers write an index, and no other.
  void write(String name) throws IOException {
    elasticsearch
        .indices()
        .updateAliases(swap ->
            swap.actions(it ->
                    it.remove(old ->
                        old.index(IndexDefinition.PREFIX + "*").alias(WRITERS).mustExist(false)))
                .actions(it -> it.add(now -> now.index(name).alias(WRITERS))));
  }

  /// Lets readers read an index and writers write it, with every document that was sent; from one
  /// moment to the next.
  void open(String name) throws IOException {
    Time interval = Time.of(it -> it.time(definition.refreshInterval()));
    elasticsearch
        .indices()
        .putSettings(it -> it.index(name).settings(s -> s.refreshInterval(interval)));
    refresh(name);
    elasticsearch
        .indices()
        .updateAliases(swap ->
            swap.actions(it ->
                    it.remove(old ->
                        old.index(IndexDefinition.PREFIX + "*")
                            .aliases(READERS, WRITERS)
                            .mustExist(false)))
                .actions(it -> it.add(now -> now.index(name).aliases(READERS, WRITERS))));
  }

  /// Lets searches see what was sent.
  void refresh(String name) throws IOException {
    elasticsearch.indices().refresh(it -> it.index(name));
  }

  /// Those that are neither read nor of these versions.
  Set<String> others(Set<Integer> versions) throws IOException {
    String live = live();
    return all().stream()
        .filter(it -> !it.equals(live) && !versions.contains(IndexDefinition.versionOf(it)))
        .collect(Collectors.toSet());
  }

  void delete(String name) throws IOException {
    elasticsearch.indices().delete(it -> it.index(name).ignoreUnavailable(true));
    log.info("Deleted the search index {}, which nobody reads any more", name);
  }

  private Set<String> all() throws IOException {
    return elasticsearch
        .indices()
        .get(it -> it.index(IndexDefinition.PREFIX + "*"))
        .indices()
        .keySet()
        .stream()
        .filter(IndexDefinition::isName)
        .collect(Collectors.toSet());
  }
}
