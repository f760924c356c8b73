package io.daybook.kernel.view;

/// A resource as it is now.
///
/// @param id of the resource
/// @param position of the last event in it
/// @param json all of it
public record LiveState(String id, long position, String json) {

  /// The state of a resource as its page shows it.
  public static LiveState of(String id, long position, Object shown) {
    return new LiveState(id, position, QueryJson.text(shown));
  }
}
