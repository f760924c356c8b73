package io.daybook.kernel.projection;

import java.util.function.BooleanSupplier;

/// What can be built again beside what is read, and takes its place: the tables of a read model, or
/// an index.
public interface Rebuildable {

  /// Its name, as `projections.<context>.<name>`.
  String name();

  /// Of today's definition.
  int revision();

  /// Whether what was made by the definition of that revision has to be built again.
  default boolean replaces(int revision) {
    return revision < revision();
  }

  /// Whether what was made by the definition of that revision is of a later release.
  default boolean precedes(int revision) {
    return revision() < revision;
  }

  /// Whether everything that it is made of is read already.
  default boolean isReady() {
    return true;
  }

  /// Where its versions lie.
  VersionStorage storage();

  /// The version that is being built, wherever it stands.
  ///
  /// @param stopped asked after each page
  NextVersion next(BooleanSupplier stopped);

  /// Whether something lies where nobody will read it any more.
  default boolean leavesThingsBehind() {
    return false;
  }

  /// Deletes that. Called by one node at a time, and never while something is built.
  default void tidy() {}

  /// What the version that is built is called where positions and quarantine are kept.
  static String nextName(String name) {
    return name + "/next";
  }

  /// The same of the one that was read before.
  static String keptName(String name) {
    return name + "/kept";
  }
}
