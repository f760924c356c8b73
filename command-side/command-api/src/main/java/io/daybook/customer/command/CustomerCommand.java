package io.daybook.customer.command;

import io.daybook.customer.event.CustomerEvent;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;
import org.jspecify.annotations.Nullable;

/// Everything that can be asked of one customer's account. Personal fields arrive as ciphertext.
public sealed interface CustomerCommand extends Command {

  CustomerId customerId();

  @Override
  default StreamId stream() {
    return StreamId.of(CustomerEvent.STREAM_TYPE, customerId());
  }

  /// Make the shop know the customer. An e-mail address belongs to one customer at a time.
  ///
  /// @param email null when a trusted channel knows the customer by number only
  /// @param name null when not given
  record RegisterCustomer(
      CustomerId customerId,
      @Nullable PersonalData email,
      @Nullable PersonalData name,
      String country)
      implements CustomerCommand {}

  record ChangeEmail(CustomerId customerId, PersonalData email) implements CustomerCommand {}

  /// Destroy the key of their personal fields.
  record ErasePersonalData(CustomerId customerId) implements CustomerCommand {}
}
