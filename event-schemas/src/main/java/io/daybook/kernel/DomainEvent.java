package io.daybook.kernel;

/// A fact of the shop. Every event says which stream it belongs to.
///
/// An event is a promise for life: components are added, never renamed or reused.
public interface DomainEvent {

  /// The id of the event's stream with its type in front, such as `stock-item/85123A`.
  StreamId stream();
}
