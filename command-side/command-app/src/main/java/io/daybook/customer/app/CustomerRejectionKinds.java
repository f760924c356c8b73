package io.daybook.customer.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.customer.command.CustomerRejection.CustomerAlreadyRegistered;
import io.daybook.customer.command.CustomerRejection.CustomerErased;
import io.daybook.customer.command.CustomerRejection.CustomerUnknown;
import io.daybook.customer.command.CustomerRejection.EmailTaken;
import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import java.util.List;

/// How the rejections of customer are shown to callers.
final class CustomerRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            CustomerUnknown.class,
            "customer/unknown",
            404,
            "There is no such customer.",
            "Register them first.",
            it -> "Nobody registered as %s.".formatted(it.customerId())),
        kind(
            CustomerAlreadyRegistered.class,
            "customer/already-registered",
            409,
            "Somebody registered under this id.",
            "Use an id once.",
            it -> "Customer %s is registered already, with other data.".formatted(it.customerId())),
        kind(
            CustomerErased.class,
            "customer/erased",
            409,
            "The customer's personal data is erased.",
            "Register them anew under another id.",
            it -> "The personal data of customer %s is erased.".formatted(it.customerId())),
        kind(
            EmailTaken.class,
            "customer/email-taken",
            409,
            "The e-mail address belongs to another customer.",
            "Use another one, or sign in as that customer.",
            it ->
                "The e-mail address of customer %s belongs to another one."
                    .formatted(it.customerId())));
  }
}
