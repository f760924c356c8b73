package io.daybook.kernel.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How read models are built again.
///
/// @param share of its time that a build works while something happens in the shop or its tables
///   are read; it works all of it while nothing does
/// @param pageSize most events that it writes at a time
/// @param segments in which a page is written side by side, 1 to 8; a build that has begun keeps
///   its number
/// @param look how often a node looks for builds that nobody is at
@ConfigurationProperties("daybook.projections.rebuild")
public record RebuildSettings(
    @DefaultValue("0.5") double share,
    @DefaultValue("10000") int pageSize,
    @DefaultValue("2") int segments,
    @DefaultValue("2s") Duration look) {

  public RebuildSettings {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("daybook.projections.rebuild.share is above 0, at most 1");
    }
    if (segments < 1 || segments > 8) {
      throw new IllegalArgumentException("daybook.projections.rebuild.segments is from 1 to 8");
    }
  }
}
