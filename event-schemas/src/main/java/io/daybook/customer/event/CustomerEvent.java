package io.daybook.customer.event;

import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.StreamId;
import org.jspecify.annotations.Nullable;

/// Everything that can have happened to one customer's account.
public sealed interface CustomerEvent extends DomainEvent {

  /// The stream type of customers.
  String STREAM_TYPE = "customer";

  CustomerId customerId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, customerId());
  }

  /// The shop knows the customer from now on.
  ///
  /// @param email null for a customer that a trusted channel knows by number only
  /// @param name null when not given
  /// @param country in the channel's own words
  @EventName("customer.registered")
  record CustomerRegistered(
      CustomerId customerId,
      @Nullable PersonalData email,
      @Nullable PersonalData name,
      String country)
      implements CustomerEvent {}

  @EventName("customer.email-changed")
  record EmailChanged(CustomerId customerId, PersonalData email) implements CustomerEvent {}

  /// The customer's key is destroyed: their personal fields can't be read any more, anywhere.
  @EventName("customer.personal-data-erased")
  record PersonalDataErased(CustomerId customerId) implements CustomerEvent {}
}
