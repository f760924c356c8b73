package io.daybook.customer.projection;

import io.daybook.customer.event.CustomerEvent;
import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.customer.event.CustomerEvent.EmailChanged;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Customers. Their personal fields stay ciphertext, and go when they are erased.
final class CustomerProjection implements ReadModel {

  static final String NAME = "projections.customer.customers";

  private static final String UPSERT =
      """
      insert into customer
        (customer_id, email, name, country, registered_at, erased, version, position)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (customer_id) do update set
        email = case when not excluded.erased then coalesce(excluded.email, customer.email) end,
        name = case when not excluded.erased then coalesce(excluded.name, customer.name) end,
        country = coalesce(excluded.country, customer.country),
        registered_at = coalesce(excluded.registered_at, customer.registered_at),
        erased = customer.erased or excluded.erased,
        version = excluded.version, position = excluded.position
      where customer.position < excluded.position
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("customer");
  }

  @Override
  public Set<String> streams() {
    return Set.of(CustomerEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Map<CustomerId, Row> rows = new LinkedHashMap<>();

    @Override
    public void on(LoggedEvent logged) {
      if (logged.event() instanceof CustomerEvent event) {
        rows.computeIfAbsent(event.customerId(), _ -> new Row()).on(event, logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      Rows upsert =
          Rows.of(UPSERT, "text", "text", "text", "text", "timestamptz", "bool", "int8", "int8");
      rows.forEach((id, row) -> row.addTo(upsert, id));
      upsert.write(connection);
    }
  }

  /// What changed about one customer; null where nothing did.
  private static final class Row {

    private @Nullable PersonalData email;
    private @Nullable PersonalData name;
    private @Nullable String country;
    private @Nullable Instant registeredAt;
    private boolean erased;
    private long version;
    private long position;

    void on(CustomerEvent event, LoggedEvent logged) {
      switch (event) {
        case CustomerRegistered(_, var address, var fullName, var land) -> {
          email = address;
          name = fullName;
          country = land;
          registeredAt = logged.at();
        }
        case EmailChanged(_, var address) -> email = address;
        case PersonalDataErased _ -> {
          email = null;
          name = null;
          erased = true;
        }
      }
      version = logged.version();
      position = logged.position();
    }

    void addTo(Rows upsert, CustomerId id) {
      upsert.add(id, cipher(email), cipher(name), country, registeredAt, erased, version, position);
    }

    private static @Nullable String cipher(@Nullable PersonalData data) {
      return data == null ? null : data.ciphertext();
    }
  }
}
