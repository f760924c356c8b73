package io.daybook.web;

/// One kind of refusal that callers may have to tell apart, documented under its own URI.
///
/// @param path `<context>/<slug>`, such as `cart/empty`; never changes
/// @param status HTTP status that always goes with it
/// @param title what is the matter, the same for every occurrence
/// @param remedy what a caller can do about it
public record ProblemType(String path, int status, String title, String remedy) {

  /// The relative URI that identifies the type and resolves to its page.
  public String uri() {
    return "/problems/" + path;
  }

  /// One occurrence of it.
  ///
  /// @param detail what is the matter this time
  public Problem saying(String detail) {
    return new Problem(this, detail);
  }
}
