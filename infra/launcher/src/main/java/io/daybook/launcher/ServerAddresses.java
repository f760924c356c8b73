package io.daybook.launcher;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/// Where the servers listen, as properties of the application. Asking for one waits until its
/// server is ready, so everything that does not ask goes on loading.
final class ServerAddresses extends PropertySource<EmbeddedServers> {

  private final Map<String, Supplier<String>> addresses;

  ServerAddresses(EmbeddedServers servers) {
    super("embedded servers", servers);
    addresses = new HashMap<>();
    addresses.putAll(
        Map.of(
            "daybook.events.datasource.url", () -> servers.postgres().jdbcUrl("events"),
            "daybook.events.datasource.username", () -> servers.postgres().user(),
            "daybook.sagas.datasource.url", () -> servers.postgres().jdbcUrl("sagas"),
            "daybook.sagas.datasource.username", () -> servers.postgres().user(),
            "daybook.views.datasource.url", () -> servers.postgres().jdbcUrl("views"),
            "daybook.views.datasource.username", () -> servers.postgres().user(),
            "daybook.elasticsearch.uri", () -> servers.elasticsearch().uri().toString()));
    if (servers.hasKafka()) {
      addresses.put("daybook.kafka.bootstrap-servers", () -> servers.kafka().bootstrapServers());
    }
  }

  /// Does not wait: whether there will be a server is known from the start.
  @Override
  public boolean containsProperty(String name) {
    return addresses.containsKey(name);
  }

  @Override
  public @Nullable Object getProperty(String name) {
    Supplier<String> address = addresses.get(name);
    return address == null ? null : address.get();
  }
}
