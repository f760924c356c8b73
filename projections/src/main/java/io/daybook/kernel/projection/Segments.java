package io.daybook.kernel.projection;

import io.daybook.kernel.projection.LogPages.Page;
import io.daybook.kernel.projection.Positions.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/// The segments of a version that nobody reads yet. A sequence is always in the same one, so its
/// events stay in order; each segment has a position of its own, so a page of which one has written
/// its part when the node dies is completed and nothing of it counts twice.
///
/// Their number holds for one build, whatever the settings say later. Immutable.
final class Segments {

  /// All sequences are written together.
  static final Segments NONE = new Segments("", 0);

  private static final String THERE =
      "select count(*) from public.projection_next where starts_with(name, ? || '/')";
  private static final String ADD =
      """
      insert into public.projection_next (name, position)
      select name || '/' || n, position from public.projection_next, generate_series(1, ?) n
      where name = ?
      """;

  private final List<String> names;

  private Segments(String version, int count) {
    this.names = IntStream.rangeClosed(1, count).mapToObj(it -> version + "/" + it).toList();
  }

  /// Those of a build that has begun; where it has none, as many as are wanted, from where it is.
  ///
  /// @param version its name where positions are kept
  /// @param wanted none are made when it is below 2
  /// @param connection holds the position of the version
  static Segments open(String version, int wanted, Connection connection) {
    var jdbc = VersionRow.jdbc(connection);
    int there = jdbc.sql(THERE).param(version).query(Integer.class).single();
    if (there > 0 || wanted < 2) {
      return new Segments(version, there);
    }
    jdbc.sql(ADD).param(wanted).param(version).update();
    return new Segments(version, wanted);
  }

  int count() {
    return names.size();
  }

  /// The position of one.
  ///
  /// @param segment from 0
  Positions positions(int segment) {
    return Positions.next(names.get(segment));
  }

  /// What of a page is one segment's.
  ///
  /// @param segment from 0
  Page partOf(Page page, int segment) {
    return parted(page, (sequence, _) -> of(sequence) == segment);
  }

  /// What of a page no segment has written yet. Holds off all of them until the transaction ends.
  Page leftOf(Page page, Connection connection) throws SQLException {
    if (names.isEmpty()) {
      return page;
    }
    Map<String, Place> places = new Positions("public.projection_next", names).lock(connection);
    List<Long> seen =
        names.stream().map(it -> Objects.requireNonNull(places.get(it)).position()).toList();
    return parted(page, (sequence, position) -> position > seen.get(of(sequence)));
  }

  /// Says of all that they have come so far.
  void advance(long position, Connection connection) throws SQLException {
    if (!names.isEmpty()) {
      new Positions("public.projection_next", names).advance(position, connection);
    }
  }

  private int of(String sequence) {
    int hash = sequence.hashCode();
    return Math.floorMod(hash ^ hash >>> 16, names.size());
  }

  private static Page parted(Page page, BiPredicate<String, Long> wanted) {
    return new Page(
        page.messages().stream().filter(it -> wanted.test(sequenceOf(it), positionOf(it))).toList(),
        page.last());
  }

  private static String sequenceOf(TrackedEventMessage<?> message) {
    return Objects.requireNonNull(LoggedEvent.streamOf(message)).id();
  }

  private static long positionOf(TrackedEventMessage<?> message) {
    return message.trackingToken().position().orElseThrow();
  }
}
