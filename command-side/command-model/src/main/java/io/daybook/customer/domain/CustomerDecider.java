package io.daybook.customer.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.customer.command.CustomerCommand;
import io.daybook.customer.command.CustomerCommand.ChangeEmail;
import io.daybook.customer.command.CustomerCommand.ErasePersonalData;
import io.daybook.customer.command.CustomerCommand.RegisterCustomer;
import io.daybook.customer.command.CustomerRejection.CustomerAlreadyRegistered;
import io.daybook.customer.command.CustomerRejection.CustomerErased;
import io.daybook.customer.command.CustomerRejection.CustomerUnknown;
import io.daybook.customer.domain.Customer.Erased;
import io.daybook.customer.domain.Customer.Registered;
import io.daybook.customer.domain.Customer.Unknown;
import io.daybook.customer.event.CustomerEvent;
import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.customer.event.CustomerEvent.EmailChanged;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import java.util.Objects;

/// The rules of one customer's account. Once erased, it takes nothing more.
///
/// Whether an e-mail address belongs to somebody else is claimed in the append, not decided here.
public final class CustomerDecider implements Decider<CustomerCommand, Customer, CustomerEvent> {

  @Override
  public Customer initial() {
    return new Unknown();
  }

  @Override
  public Decision<CustomerEvent> decide(CustomerCommand command, Customer customer) {
    return switch (command) {
      case RegisterCustomer(var id, var email, var name, var country)
          when customer instanceof Unknown ->
          accept(new CustomerRegistered(id, email, name, country));
      case RegisterCustomer c when customer instanceof Registered now && isSame(c, now) ->
          nothing();
      case RegisterCustomer(var id, _, _, _) when customer instanceof Erased ->
          reject(new CustomerErased(id));
      case RegisterCustomer(var id, _, _, _) -> reject(new CustomerAlreadyRegistered(id));

      case ChangeEmail(var id, _) when customer instanceof Unknown ->
          reject(new CustomerUnknown(id));
      case ChangeEmail(var id, _) when customer instanceof Erased -> reject(new CustomerErased(id));
      case ChangeEmail(_, var email)
          when customer instanceof Registered now && email.equals(now.email()) ->
          nothing();
      case ChangeEmail(var id, var email) -> accept(new EmailChanged(id, email));

      case ErasePersonalData(var id) when customer instanceof Unknown ->
          reject(new CustomerUnknown(id));
      case ErasePersonalData _ when customer instanceof Erased -> nothing();
      case ErasePersonalData(var id) -> accept(new PersonalDataErased(id));
    };
  }

  @Override
  public Customer evolve(Customer customer, CustomerEvent event) {
    return switch (event) {
      case CustomerRegistered(_, var email, var name, var country) ->
          new Registered(email, name, country, email);
      case EmailChanged(_, var email) when customer instanceof Registered now ->
          now.reachedAt(email);
      case EmailChanged _ -> customer;
      case PersonalDataErased _ -> new Erased();
    };
  }

  private static boolean isSame(RegisterCustomer command, Registered now) {
    return Objects.equals(command.email(), now.registeredEmail())
        && Objects.equals(command.name(), now.name())
        && command.country().equals(now.country());
  }
}
