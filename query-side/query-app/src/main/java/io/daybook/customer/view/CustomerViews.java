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

  /// @param vault remembers no keys; empty where there are none: personal fields are then absent
  CustomerViews(JdbcClient views, Optional<PersonalDataVault> vault) {
    this.views = views;
    this.vault = vault;
  }

  /// @param shown whether with the personal fields
  Optional<Customer> find(String customerId, boolean shown) {
    return views
        .sql("select * from customer where customer_id = ?")
        .param(customerId)
        .query((row, _) -> customer(row, shown))
        .optional();
  }

  private Customer customer(ResultSet row, boolean shown) throws SQLException {
    CustomerId id = new CustomerId(row.getString("customer_id"));
    return new Customer(
        id.value(),
        shown ? plain(id, row.getString("email")) : null,
        shown ? plain(id, row.getString("name")) : null,
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
