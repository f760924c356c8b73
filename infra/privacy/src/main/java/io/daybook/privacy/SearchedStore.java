package io.daybook.privacy;

/// A place where something of a customer could be, and how all of it is looked through. Each part
/// of the program that keeps anything has one.
public interface SearchedStore {

  /// Such as `database views`.
  String name();

  /// Whether ciphertext may stay there for ever. Elsewhere none may be left after an erasure.
  boolean keepsSealed();

  /// Looks through all of it.
  ///
  /// @throws Exception when it can't be searched to its end
  void search(Finds finds) throws Exception;
}
