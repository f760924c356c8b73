package io.daybook.kernel.view;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How streams of server-sent events are kept.
///
/// @param heartbeat time between two signs of life on a stream
/// @param rest least time between two looks at what has changed
/// @param mostStreams open at once in one process; more are refused with 503. Below the connections
///   that the web server takes, which others need too
@ConfigurationProperties("daybook.live")
public record LiveSettings(
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("50ms") Duration rest,
    @DefaultValue("6000") int mostStreams) {}
