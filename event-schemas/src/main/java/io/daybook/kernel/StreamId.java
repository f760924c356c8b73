package io.daybook.kernel;

/// The name of one aggregate's events: type and identifier, since a product and a stock item share
/// a sku.
///
/// @param type the aggregate's kind, such as `order`
/// @param id the aggregate's own identifier
public record StreamId(String type, String id) {

  public static StreamId of(String type, Identifier id) {
    return new StreamId(type, id.value());
  }

  /// The reverse of [#toString()].
  ///
  /// @throws IllegalArgumentException when `text` has no slash
  public static StreamId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("Not a stream id: " + text);
    }
    return new StreamId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
