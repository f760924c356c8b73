package io.daybook.catalog.projection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The search index of products in Elasticsearch: made when it is missing, written in bulk.
///
/// Writers and readers know only an alias each, and have another index when that takes its place.
final class ProductIndex {

  private static final int STALE = 409;
  private static final int MALFORMED = 400;

  /// One may take six bytes, as an escape.
  private static final long MOST_CHARS = 10_000_000;

  /// What is read of the answer to a bulk request; the rest of it costs both sides more than this.
  private static final String ANSWER =
      "took,errors,items.*._index,items.*._id,items.*.status,items.*.error";

  private final ElasticsearchClient elasticsearch;
  private final ElasticsearchClient bulk;
  private final ProductIndexes indexes;

  ProductIndex(ElasticsearchClient elasticsearch, IndexDefinition definition, int replicas) {
    this.elasticsearch = elasticsearch;
    this.bulk = elasticsearch.withTransportOptions(it -> it.setParameter("filter_path", ANSWER));
    this.indexes = new ProductIndexes(elasticsearch, definition, replicas);
  }

  ProductIndexes indexes() {
    return indexes;
  }

  /// A comparison of the index that is read with another one.
  IndexComparison comparison(String next) {
    return new IndexComparison(elasticsearch, ProductIndexes.WRITERS, next);
  }

  /// Makes the index, which nobody reads yet, unless there is one.
  ///
  /// @param version of the index that is made
  Made prepare(int version) throws IOException {
    String live = indexes.live();
    if (live == null) {
      live = indexes.definition().name(version);
      boolean _ = indexes.make(live);
      indexes.write(live);
    }
    return new Made(indexes.uuid(live), IndexDefinition.revisionOf(live));
  }

  /// An index as it was made.
  ///
  /// @param uuid Elasticsearch's own id of it, another one after it was lost and made again
  /// @param revision of the definition that it was made by
  record Made(String uuid, int revision) {}

  /// Lets readers see this index, and every document that was sent, instead of any other; from one
  /// moment to the next.
  void open() throws IOException {
    String live = indexes.live();
    if (live == null) {
      throw new IOException("The search index was lost");
    }
    indexes.open(live);
  }

  /// Sends documents in one request, or several when they are long: Elasticsearch takes 100 MB. One
  /// that is not newer than what is there changes nothing.
  ///
  /// @return what was refused for what it says, by sku
  /// @throws IOException when anything else went wrong; all may be sent again
  Map<String, DocumentRefused> send(List<ProductDocument.Versioned> documents) throws IOException {
    return sendTo(ProductIndexes.WRITERS, true, VersionType.External, documents);
  }

  /// Sends documents of which a row was mended. The row may be the older one of the two that the
  /// document is made of, and then its version is the one that is there: it takes its place.
  /// Whoever calls makes sure that nobody else mends the same document.
  Map<String, DocumentRefused> sendMended(List<ProductDocument.Versioned> documents)
      throws IOException {
    return sendTo(ProductIndexes.WRITERS, true, VersionType.ExternalGte, documents);
  }

  /// The same to an index that is known by its own name.
  Map<String, DocumentRefused> sendTo(String name, List<ProductDocument.Versioned> documents)
      throws IOException {
    return sendTo(name, false, VersionType.External, documents);
  }

  private Map<String, DocumentRefused> sendTo(
      String name, boolean alias, VersionType type, List<ProductDocument.Versioned> documents)
      throws IOException {
    Map<String, DocumentRefused> refused = new LinkedHashMap<>();
    for (List<ProductDocument.Versioned> part : parts(documents)) {
      refused.putAll(request(name, alias, type, part));
    }
    return refused;
  }

  /// Documents in their order, cut so that the texts of no part are longer than a request bears,
  /// whatever their characters take up in it.
  static List<List<ProductDocument.Versioned>> parts(List<ProductDocument.Versioned> documents) {
    List<List<ProductDocument.Versioned>> parts = new ArrayList<>();
    int from = 0;
    long chars = 0;
    for (int i = 0; i < documents.size(); i++) {
      int length = documents.get(i).document().length();
      if (i > from && chars + length > MOST_CHARS) {
        parts.add(documents.subList(from, i));
        from = i;
        chars = 0;
      }
      chars += length;
    }
    if (from < documents.size()) {
      parts.add(documents.subList(from, documents.size()));
    }
    return parts;
  }

  private Map<String, DocumentRefused> request(
      String name, boolean alias, VersionType type, List<ProductDocument.Versioned> documents)
      throws IOException {
    BulkRequest.Builder request = new BulkRequest.Builder().index(name).requireAlias(alias);
    for (ProductDocument.Versioned it : documents) {
      request.operations(operation ->
          operation.index(index ->
              index
                  .id(it.document().sku())
                  .version(it.version())
                  .versionType(type)
                  .document(it.document())));
    }
    BulkResponse response = bulk.bulk(request.build());
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
