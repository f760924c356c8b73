package io.daybook.customer.app;

import io.daybook.customer.command.CustomerCommand;
import io.daybook.customer.command.CustomerCommand.ChangeEmail;
import io.daybook.customer.command.CustomerCommand.ErasePersonalData;
import io.daybook.customer.command.CustomerCommand.RegisterCustomer;
import io.daybook.customer.domain.Customer;
import io.daybook.customer.domain.CustomerDecider;
import io.daybook.customer.event.CustomerEvent;
import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on a customer's account. The rules are in [CustomerDecider].
@AggregateRoot(type = "Customer")
final class CustomerAggregate extends AggregateShell<CustomerCommand, Customer, CustomerEvent> {

  CustomerAggregate() {
    super(new CustomerDecider());
  }

  @Decides
  Answer on(RegisterCustomer command) {
    return decide(command);
  }

  @Decides
  Answer on(ChangeEmail command) {
    return decide(command);
  }

  @Decides
  Answer on(ErasePersonalData command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(CustomerEvent event) {
    remember(event);
  }
}
