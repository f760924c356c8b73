package io.daybook.kernel.app;

import io.daybook.eventstore.LogLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the log is kept.
///
/// @param partitionSize how many positions a new partition holds
/// @param archive where archived files are looked for that are no longer where they were written
@ConfigurationProperties("daybook.events.log")
public record LogLayoutSettings(
    @DefaultValue("2000000") long partitionSize, @Nullable Path archive) {

  LogLayout layout() {
    return new LogLayout(partitionSize, archive);
  }
}
