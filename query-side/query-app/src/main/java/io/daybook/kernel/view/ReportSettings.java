package io.daybook.kernel.view;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much of the database reports may take.
///
/// @param mostAtOnce made at once in one process, each on a connection that others lack
/// @param longest that one statement of a report may take
@ConfigurationProperties("daybook.reports")
public record ReportSettings(
    @DefaultValue("3") int mostAtOnce, @DefaultValue("20s") Duration longest) {}
