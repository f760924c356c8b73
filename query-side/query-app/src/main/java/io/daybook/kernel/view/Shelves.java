package io.daybook.kernel.view;

import io.daybook.kernel.StreamId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// All answers that this process keeps, in front of those that processes share. It follows the
/// views like every other process, so no process has to tell another what to forget.
public final class Shelves implements ViewListener, MeterBinder {

  private final CacheSettings settings;
  private final SecondLevel shared;
  private final List<Shelf> all = new CopyOnWriteArrayList<>();
  private volatile long change = -1;

  Shelves(CacheSettings settings, SecondLevel shared) {
    this.settings = settings;
    this.shared = shared;
  }

  /// A new one.
  ///
  /// @param name of the kind of thing, such as `product`
  /// @param streamTypes whose streams change an answer with the same id
  public Shelf open(String name, String... streamTypes) {
    Shelf shelf = new Shelf(name, Set.of(streamTypes), settings.most().toBytes(), this::through);
    all.add(shelf);
    return shelf;
  }

  /// What the processes share, or what is read and shared then. A change that passes meanwhile is
  /// either included, or the answer is refused where it is put.
  private Optional<Answer> through(String key, Supplier<Optional<Answer>> read) {
    long before = change;
    if (before < 0) {
      return read.get();
    }
    Optional<Answer> known = Optional.ofNullable(shared.find(key, before));
    if (known.isPresent()) {
      return known;
    }
    Optional<Answer> found = read.get();
    found.ifPresent(it -> shared.put(key, it, before));
    return found;
  }

  @Override
  public void changed(Set<String> streams, long to) {
    long from = change;
    // First: whoever reads after something was forgotten must ask for what includes the change.
    change = to;
    Set<String> keys = new HashSet<>();
    for (String stream : streams) {
      StreamId id = StreamId.parse(stream);
      for (Shelf shelf : all) {
        if (shelf.holds(id.type())) {
          shelf.forget(id.id());
          keys.add(shelf.key(id.id()));
        }
      }
    }
    shared.changed(keys, from, to);
  }

  @Override
  public void allChanged(long to) {
    change = to;
    all.forEach(Shelf::forgetAll);
    shared.allChanged(to);
  }

  /// Shows everything that this process keeps.
  void each(BiConsumer<String, Answer> reader) {
    all.forEach(it -> it.each(reader));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    all.forEach(it -> it.measure(registry));
    shared.bindTo(registry);
  }
}
