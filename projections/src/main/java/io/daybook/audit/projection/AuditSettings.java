package io.daybook.audit.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the auditor works.
///
/// @param settleWithin an order that is not as it must be in the end after this time is reported;
///   longer than the checkout waits for money
/// @param lookout how often to look for such orders, and at a sample of the views
/// @param sample rows of stock, and of orders, compared with their views at each look
/// @param longestRest after a small batch; larger batches cost less
/// @param batchSize most events in a batch
@ConfigurationProperties("daybook.audit")
public record AuditSettings(
    @DefaultValue("30m") Duration settleWithin,
    @DefaultValue("5s") Duration lookout,
    @DefaultValue("200") int sample,
    @DefaultValue("250ms") Duration longestRest,
    @DefaultValue("2000") int batchSize) {}
