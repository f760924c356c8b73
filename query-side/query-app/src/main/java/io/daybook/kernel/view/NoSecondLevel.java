package io.daybook.kernel.view;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A process that shares with nobody.
final class NoSecondLevel implements SecondLevel {

  @Override
  public @Nullable Answer find(String key, long change) {
    return null;
  }

  @Override
  public void put(String key, Answer answer, long change) {
    // It is kept in this process.
  }

  @Override
  public void changed(Collection<String> keys, long from, long to) {
    // Nobody else is told.
  }

  @Override
  public void allChanged(long to) {
    // Nobody else is told.
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    // Nothing happens here.
  }

  @Override
  public void each(BiConsumer<String, String> reader) {
    // Nothing is there.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
