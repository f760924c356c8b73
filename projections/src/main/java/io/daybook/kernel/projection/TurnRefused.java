package io.daybook.kernel.projection;

import io.daybook.kernel.projection.LivePositions.Place;

/// A batch that this node must not write as things stand: somebody else does, or the node begins
/// again where the positions are.
final class TurnRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private TurnRefused(String message) {
    super(message, null, false, false);
  }

  /// Checks that rows of a later release are left to that.
  static void unlessCurrent(ReadModel model, Place place) {
    if (place.revision() > model.revision()) {
      throw new TurnRefused(
          "%s is left to nodes of a later release: its rows are of revision %d, and this program is %d"
              .formatted(model.name(), place.revision(), model.revision()));
    }
  }

  /// Checks that nothing is left out between the last batch and this one.
  ///
  /// @param after where the batch begins
  static void unlessComplete(ReadModel model, Place place, long after) {
    if (place.position() < after) {
      throw new TurnRefused(
          "%s stands at %d and is shown nothing before %d: its batches begin there anew"
              .formatted(model.name(), place.position(), after));
    }
  }
}
