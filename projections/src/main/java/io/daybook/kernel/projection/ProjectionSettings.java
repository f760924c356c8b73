package io.daybook.kernel.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the log becomes read models.
///
/// @param longestRest of the tables after a small batch: longer costs less when busy
/// @param batchSize most events in a batch of the tables
/// @param searchInterval least time between two batches of the search index
/// @param searchReplicas copies of the search index beside the first; 0 on a single node
@ConfigurationProperties("daybook.projections")
public record ProjectionSettings(
    @DefaultValue("50ms") Duration longestRest,
    @DefaultValue("2000") int batchSize,
    @DefaultValue("50ms") Duration searchInterval,
    @DefaultValue("0") int searchReplicas) {}
