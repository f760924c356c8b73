package io.daybook.kernel.view;

import io.daybook.privacy.Finds;
import io.daybook.privacy.SearchedStore;
import java.nio.charset.StandardCharsets;

/// The answers that are kept for the next who asks, looked through for a customer.
final class SearchedAnswers {

  private SearchedAnswers() {}

  /// Those of this process.
  static SearchedStore here(Shelves shelves) {
    return store(
        "cache of this process",
        finds ->
            shelves.each((key, answer) ->
                finds.look(
                    key.substring(0, key.indexOf('/')),
                    key,
                    new String(answer.toEntry(), StandardCharsets.UTF_8))));
  }

  /// Those that processes share.
  static SearchedStore shared(SecondLevel level) {
    return store(
        "cache in Redis",
        finds -> level.each((key, value) -> finds.look("keys", key, key + "\n" + value)));
  }

  private static SearchedStore store(String name, Reading reading) {
    return new SearchedStore() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean keepsSealed() {
        return false;
      }

      @Override
      public void search(Finds finds) {
        reading.read(finds);
      }
    };
  }

  @FunctionalInterface
  private interface Reading {
    void read(Finds finds);
  }
}
