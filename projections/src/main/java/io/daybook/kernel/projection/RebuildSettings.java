package io.daybook.kernel.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How read models are built again.
///
/// @param share of its time that a build works while something happens in the shop; it works all of
///   it while nothing does
/// @param pageSize most events that it writes in one transaction
/// @param look how often a node looks for builds that nobody is at
@ConfigurationProperties("daybook.projections.rebuild")
public record RebuildSettings(
    @DefaultValue("0.5") double share,
    @DefaultValue("5000") int pageSize,
    @DefaultValue("2s") Duration look) {

  public RebuildSettings {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("daybook.projections.rebuild.share is above 0, at most 1");
    }
  }
}
