package io.daybook.kernel.app;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the event log's database is.
///
/// @param url JDBC address of the database `events`
/// @param maximumPoolSize most connections that this process holds
@ConfigurationProperties("daybook.events.datasource")
public record EventLogSettings(
    String url,
    @DefaultValue("postgres") String username,
    @DefaultValue("") String password,
    @DefaultValue("16") int maximumPoolSize) {}
