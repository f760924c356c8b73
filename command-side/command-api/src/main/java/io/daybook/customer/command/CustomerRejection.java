package io.daybook.customer.command;

import io.daybook.kernel.CustomerId;
import io.daybook.kernel.command.Rejection;

/// Why a customer's account refuses.
public sealed interface CustomerRejection extends Rejection {

  /// Nobody registered.
  record CustomerUnknown(CustomerId customerId) implements CustomerRejection {}

  /// Somebody registered under this id.
  record CustomerAlreadyRegistered(CustomerId customerId) implements CustomerRejection {}

  /// Their personal data is erased; the account takes no more of it.
  record CustomerErased(CustomerId customerId) implements CustomerRejection {}

  /// The e-mail address belongs to another customer.
  record EmailTaken(CustomerId customerId) implements CustomerRejection {}
}
