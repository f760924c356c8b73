package io.daybook.kernel.view;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Answers that several processes share. It may be away or forget at any time, and never blocks for
/// long; but what it gives is right. Thread-safe.
///
/// Changes are counted by the database ([ViewFollower]): what includes change *n* includes every
/// earlier one.
interface SecondLevel extends MeterBinder, AutoCloseable {

  /// What is known of a thing.
  ///
  /// @param key such as `product/85123A`
  /// @param change which the answer must include at least
  /// @return null when nothing is known that is certain to include it
  @Nullable Answer find(String key, long change);

  /// Tells what is known.
  ///
  /// @param change the last one that the answer is certain to include
  void put(String key, Answer answer, long change);

  /// These things have changed, and no others.
  ///
  /// @param from the last change that was told before
  /// @param to the last change that is told now
  void changed(Collection<String> keys, long from, long to);

  /// Anything may have changed.
  ///
  /// @param to the last change
  void allChanged(long to);

  /// Shows everything that is there, whether it is still found or not.
  ///
  /// @param reader of keys and their values
  /// @throws RuntimeException when it can't be read
  void each(BiConsumer<String, String> reader);

  @Override
  void close();
}
