package io.daybook.customer.domain;

import io.daybook.kernel.PersonalData;
import org.jspecify.annotations.Nullable;

/// One customer's account, as far as decisions about it need to know.
public sealed interface Customer {

  /// Nobody registered.
  record Unknown() implements Customer {}

  /// The shop knows them.
  ///
  /// @param registeredEmail as at registration, null when not given
  /// @param name null when not given
  /// @param email as it is now, null when not given
  record Registered(
      @Nullable PersonalData registeredEmail,
      @Nullable PersonalData name,
      String country,
      @Nullable PersonalData email)
      implements Customer {

    Registered reachedAt(PersonalData newEmail) {
      return new Registered(registeredEmail, name, country, newEmail);
    }
  }

  /// Their personal data is gone for good.
  record Erased() implements Customer {}
}
