package io.daybook.streams;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How streams are given.
///
/// @param progressEvery after which a reader who follows hears how far it is, when there was
///   nothing else to say
@ConfigurationProperties("daybook.streams")
record StreamSettings(@DefaultValue("10s") Duration progressEvery) {}
