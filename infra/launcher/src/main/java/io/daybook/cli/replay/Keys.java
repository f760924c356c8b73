package io.daybook.cli.replay;

import io.daybook.cli.http.Call;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Idempotency keys made from the data alone, so that a second replay changes nothing.
final class Keys {

  private Keys() {}

  /// `online-retail/` and `parts`, encoded to the alphabet of keys.
  static String of(Object... parts) {
    return "online-retail/"
        + Arrays.stream(parts)
            .map(part -> Call.encoded(String.valueOf(part)))
            .collect(Collectors.joining("/"));
  }
}
