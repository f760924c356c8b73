package io.daybook.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.UUID;

/// Gives new ids. Safe for all threads.
public final class TimeOrderedIds {

  private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();
  private static final NameBasedGenerator DERIVED =
      Generators.nameBasedGenerator(UUID.fromString("6f8d5c1e-2f0b-5b7e-9a56-3f1f2c0a7d11"));

  private TimeOrderedIds() {}

  /// A new UUIDv7: no two are equal, later ones sort after earlier ones.
  public static String next() {
    return GENERATOR.generate().toString();
  }

  /// The UUIDv5 of `name`: the same name, the same id, so that repeating a request names the same
  /// thing.
  public static String of(String name) {
    return DERIVED.generate(name).toString();
  }
}
