package io.daybook.kernel.view;

/// A resource as it is now.
///
/// @param id of the resource
/// @param mark names this state of it
/// @param json all of it
public record LiveState(String id, LiveMark mark, String json) {

  /// The state of a resource as its page shows it.
  ///
  /// @param position of the last event in it
  public static LiveState of(String id, long position, Object shown) {
    String json = QueryJson.text(shown);
    return new LiveState(id, new LiveMark(position, Digest.of(json)), json);
  }
}
