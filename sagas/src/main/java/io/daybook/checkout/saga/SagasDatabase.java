package io.daybook.checkout.saga;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the sagas keep what they remember.
///
/// @param url JDBC address of a PostgreSQL database that belongs to the sagas alone
@ConfigurationProperties("daybook.sagas.datasource")
public record SagasDatabase(
    String url, @DefaultValue("postgres") String username, @DefaultValue("") String password) {}
