package io.daybook.kernel.app;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much the command side takes on.
///
/// @param mostAtOnce most requests in work; one more is told to come back later
/// @param cachedAggregates most aggregates of one kind that are kept in memory
@ConfigurationProperties("daybook.commands")
public record CommandSettings(
    @DefaultValue("1000") int mostAtOnce, @DefaultValue("20000") long cachedAggregates) {}
