package io.daybook.kernel.query;

import java.time.Instant;

/// A place in the past: after the event at a position, or after all events that were recorded until
/// an instant.
///
/// @param position the last one that counts
/// @param at no event counts that was recorded later, nor any after such a one
public record Moment(long position, Instant at) {

  public static Moment after(long position) {
    return new Moment(position, Instant.MAX);
  }

  public static Moment until(Instant at) {
    return new Moment(Long.MAX_VALUE, at);
  }

  /// Whether it is named by a position, so that nothing that happens later can change it.
  public boolean isFixed() {
    return position < Long.MAX_VALUE;
  }
}
