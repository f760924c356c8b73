package io.daybook.kafka;

/// The names of the headers: CloudEvents 1.0 in Kafka's binary mode, with our attributes as
/// extensions; `traceparent` under the name that tracing knows.
final class EventHeaders {

  static final String ID = "ce_id";
  static final String TYPE = "ce_type";
  static final String SOURCE = "ce_source";
  static final String SPEC_VERSION = "ce_specversion";
  static final String TIME = "ce_time";
  static final String SUBJECT = "ce_subject";
  static final String POSITION = "ce_position";
  static final String VERSION = "ce_version";
  static final String REVISION = "ce_revision";
  static final String AGGREGATE_TYPE = "ce_aggregatetype";
  static final String CORRELATION = "ce_correlationid";
  static final String CAUSATION = "ce_causationid";
  static final String TRACEPARENT = "traceparent";
  static final String CONTENT_TYPE = "content-type";

  /// The metadata as the log has it: JSON, which no attribute of a cloud event may be.
  static final String METADATA = "daybook-metadata";

  /// The type of a record that is no event.
  static final String WATERMARK = "daybook.watermark";

  private EventHeaders() {}
}
