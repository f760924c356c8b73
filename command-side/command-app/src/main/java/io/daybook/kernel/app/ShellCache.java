package io.daybook.kernel.app;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/// The shells used last, so that a stream of thousands of events is not read again for each
/// command. A shell is in use only under its stream's lock, and is dropped when its unit of work
/// fails.
final class ShellCache implements Cache {

  private final com.github.benmanes.caffeine.cache.Cache<Object, Object> shells;

  ShellCache(long size) {
    shells = Caffeine.newBuilder().maximumSize(size).build();
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <K, V> @Nullable V get(K key) {
    return (V) shells.getIfPresent(key);
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
