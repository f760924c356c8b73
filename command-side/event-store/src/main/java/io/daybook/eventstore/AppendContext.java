package io.daybook.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// What a command wants written beside its events, in their transaction, and what it learns from
/// it.
///
/// Belongs to one unit of work and its thread; [#lastPosition()] may be read by anyone afterwards.
public final class AppendContext {

  private static final String RESOURCE = AppendContext.class.getName();

  private final List<Claim> claims = new ArrayList<>();
  private final List<Release> releases = new ArrayList<>();
  private final Map<String, Long> reliedOn = new HashMap<>();
  private @Nullable Receipt receipt;
  private volatile long lastPosition;

  private AppendContext() {}

  /// The context of the unit of work in which this thread is.
  ///
  /// @throws IllegalStateException outside of a unit of work
  public static AppendContext current() {
    UnitOfWork<?> root = CurrentUnitOfWork.get().root();
    return root.getOrComputeResource(RESOURCE, _ -> new AppendContext());
  }

  /// An empty context, for appends outside of any unit of work.
  static AppendContext none() {
    return new AppendContext();
  }

  /// Writes this receipt; a command has at most one.
  public void receipt(Receipt written) {
    receipt = written;
  }

  /// Takes a name for an owner; the append fails with [ClaimTakenException] when another holds it.
  public void claim(String kind, String value, String owner) {
    claims.add(new Claim(kind, value, owner));
  }

  /// Lets go of every name of that kind that the owner held before this command.
  public void release(String kind, String owner) {
    releases.add(new Release(kind, owner));
  }

  /// Notes that the command's outcome hangs on a stream of which it saw that many versions, such as
  /// one that was remembered and not read again. The append fails with `ConcurrencyException` when
  /// the stream has moved on; so does [LogEventStore#appendNothing()].
  public void relyOn(String stream, long version) {
    reliedOn.put(stream, version);
  }

  /// Last position that the command wrote; 0 before the append, or when it wrote no event.
  public long lastPosition() {
    return lastPosition;
  }

  /// Notes that all of it is written: should the same unit of work append once more, it writes only
  /// events.
  void wrote(long position) {
    lastPosition = Math.max(lastPosition, position);
    receipt = null;
    claims.clear();
    releases.clear();
    reliedOn.clear();
  }

  @Nullable Receipt receipt() {
    return receipt;
  }

  List<Claim> claims() {
    return List.copyOf(claims);
  }

  List<Release> releases() {
    return List.copyOf(releases);
  }

  Map<String, Long> reliedOn() {
    return Map.copyOf(reliedOn);
  }
}
