package io.daybook.kernel.view;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much of what was answered is kept for the next who asks.
///
/// @param most of each kind of thing in this process; 0 keeps nothing
/// @param redis where processes share what they know; null when they don't
@ConfigurationProperties("daybook.cache")
public record CacheSettings(@DefaultValue("32MB") DataSize most, @Nullable Redis redis) {

  /// @param uri such as `redis://host:6379`
  /// @param timeout longest wait for an answer, after which the database is asked
  public record Redis(String uri, @DefaultValue("20ms") Duration timeout) {}
}
