package io.daybook.customer.view;

import io.daybook.customer.query.Customer;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.view.Columns;
import io.daybook.privacy.PersonalDataVault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds customers in their table and opens their personal fields.
final class CustomerViews {

  private final JdbcClient views;
  private final Optional<PersonalDataVault> vault;

  /// @param vault empty where nobody may read personal fields: they are then absent
  CustomerViews(JdbcClient views, Optional<PersonalDataVault> vault) {
    this.views = views;
    this.vault = vault;
  }

  Optional<Customer> find(String customerId) {
    return views
        .sql("select * from customer where customer_id = ?")
        .param(customerId)
        .query(this::customer)
        .optional();
  }

  private Customer customer(ResultSet row, int number) throws SQLException {
    CustomerId id = new CustomerId(row.getString("customer_id"));
    return new Customer(
        id.value(),
        plain(id, row.getString("email")),
        plain(id, row.getString("name")),
        row.getString("country"),
        row.getBoolean("erased"),
        Columns.at(row, "registered_at"),
        row.getLong("version"),
        row.getLong("position"));
  }

  private @Nullable String plain(CustomerId id, @Nullable String ciphertext) {
    return ciphertext == null
        ? null
        : vault.flatMap(it -> it.open(id, new PersonalData(ciphertext))).orElse(null);
  }
}
