package io.daybook.catalog.projection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.indices.IndexState;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The search index of products in Elasticsearch: made when it is missing, written in bulk.
///
/// Its name carries the digest of its definition; readers know only the alias, and see another
/// index when that is full.
final class ProductIndex {

  private static final Logger log = LoggerFactory.getLogger(ProductIndex.class);
  private static final String ALIAS = "products";
  private static final int STALE = 409;
  private static final int MALFORMED = 400;

  private final ElasticsearchClient elasticsearch;
  private final IndexDefinition definition;
  private final int replicas;

  ProductIndex(ElasticsearchClient elasticsearch, IndexDefinition definition, int replicas) {
    this.elasticsearch = elasticsearch;
    this.definition = definition;
    this.replicas = replicas;
  }

  /// Makes the index, without an alias yet, unless it is there.
  ///
  /// @return Elasticsearch's own id of it, another one after it was lost and made again
  String prepare() throws IOException {
    if (!elasticsearch.indices().exists(it -> it.index(name())).value()) {
      elasticsearch
          .indices()
          .create(it -> it.index(name()).withJson(new StringReader(definition.json())));
      elasticsearch
          .indices()
          .putSettings(
              it -> it.index(name()).settings(s -> s.numberOfReplicas(String.valueOf(replicas))));
      log.info("Made the search index {}", name());
    }
    Map<String, IndexState> states = elasticsearch.indices().get(it -> it.index(name())).indices();
    IndexState state = states.get(name());
    if (state == null || state.settings() == null || state.settings().index() == null) {
      throw new IOException("Elasticsearch says nothing of " + name());
    }
    return String.valueOf(state.settings().index().uuid());
  }

  /// What Elasticsearch knows it by.
  String name() {
    return definition.name();
  }

  /// Lets readers see this index, and every document that was sent, instead of any other; from one
  /// moment to the next. Those before it are deleted.
  void open() throws IOException {
    elasticsearch.indices().refresh(it -> it.index(name()));
    Set<String> others =
        elasticsearch
            .indices()
            .get(it -> it.index(IndexDefinition.PREFIX + "*"))
            .indices()
            .keySet();
    elasticsearch
        .indices()
        .updateAliases(swap -> {
          for (String other : others) {
            if (!other.equals(name())) {
              swap.actions(it -> it.removeIndex(index -> index.index(other)));
            }
          }
          return swap.actions(it -> it.add(add -> add.index(name()).alias(ALIAS)));
        });
  }

  /// Sends documents in one request. One that is not newer than what is there changes nothing.
  ///
  /// @return what was refused for what it says, by sku
  /// @throws IOException when anything else went wrong; all may be sent again
  Map<String, DocumentRefused> send(List<ProductDocument.Versioned> documents) throws IOException {
    if (documents.isEmpty()) {
      return Map.of();
    }
    BulkRequest.Builder bulk = new BulkRequest.Builder();
    for (ProductDocument.Versioned it : documents) {
      bulk.operations(operation ->
          operation.index(index ->
              index
                  .index(definition.writersName())
                  .requireAlias(true)
                  .id(it.document().sku())
                  .version(it.version())
                  .versionType(VersionType.External)
                  .document(it.document())));
    }
    BulkResponse response = elasticsearch.bulk(bulk.build());
    return response.errors() ? refusedOf(response.items()) : Map.of();
  }

  private static Map<String, DocumentRefused> refusedOf(List<BulkResponseItem> items)
      throws IOException {
    Map<String, DocumentRefused> refused = new LinkedHashMap<>();
    for (BulkResponseItem item : items) {
      if (item.error() != null && item.status() != STALE) {
        String reason = String.valueOf(item.error().reason());
        if (item.status() != MALFORMED) {
          throw new IOException("Document %s: %s".formatted(item.id(), reason));
        }
        refused.put(String.valueOf(item.id()), new DocumentRefused(reason));
      }
    }
    return refused;
  }
}
