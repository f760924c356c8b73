package io.daybook.catalog.projection;

/// Elasticsearch will not take a document, however often it is sent.
final class DocumentRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  DocumentRefused(String reason) {
    super(reason, null, false, false);
  }
}
