package io.daybook.kernel.app;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.daybook.eventstore.AppendContext;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.jspecify.annotations.Nullable;

/// The shells used last, so that a stream of thousands of events is not read again for each
/// command. A shell is in use only under its stream's lock, and is dropped when its unit of work
/// fails.
///
/// A node learns of what other nodes write only when it appends. So whoever takes a shell from here
/// relies on the version that it has: the append checks it, and when the stream has moved on the
/// command is decided again on a fresh load.
final class ShellCache implements Cache {

  private final com.github.benmanes.caffeine.cache.Cache<Object, Object> shells;

  ShellCache(long size) {
    shells = Caffeine.newBuilder().maximumSize(size).build();
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <K, V> @Nullable V get(K key) {
    Object entry = shells.getIfPresent(key);
    if (entry instanceof AggregateCacheEntry<?> remembered) {
      // As long as it is not serialised, an entry holds its aggregate and needs nothing to give it.
      Long last = remembered.recreateAggregate(null, null, null).version();
      AppendContext.current().relyOn(key.toString(), last == null ? 0 : last + 1);
    }
    return (V) entry;
  }

  @Override
  public void put(Object key, Object value) {
    shells.put(key, value);
  }

  @Override
  public boolean putIfAbsent(Object key, Object value) {
    return shells.asMap().putIfAbsent(key, value) == null;
  }

  @Override
  public boolean remove(Object key) {
    return shells.asMap().remove(key) != null;
  }

  @Override
  public void removeAll() {
    shells.invalidateAll();
  }

  @Override
  public boolean containsKey(Object key) {
    return shells.getIfPresent(key) != null;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
    shells.asMap().computeIfPresent(key, (_, value) -> update.apply((V) value));
  }

  /// Nobody listens to it.
  @Override
  public Registration registerCacheEntryListener(EntryListener listener) {
    return () -> false;
  }
}
