package io.daybook.customer.domain;

import io.daybook.customer.command.CustomerCommand;
import io.daybook.customer.command.CustomerCommand.ChangeEmail;
import io.daybook.customer.command.CustomerCommand.ErasePersonalData;
import io.daybook.customer.command.CustomerCommand.RegisterCustomer;
import io.daybook.customer.command.CustomerRejection.CustomerAlreadyRegistered;
import io.daybook.customer.command.CustomerRejection.CustomerErased;
import io.daybook.customer.command.CustomerRejection.CustomerUnknown;
import io.daybook.customer.event.CustomerEvent;
import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.customer.event.CustomerEvent.EmailChanged;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.domain.RuleBook;
import org.junit.jupiter.api.Test;

class CustomerDeciderSpec extends RuleBook<CustomerCommand, Customer, CustomerEvent> {

  private static final CustomerId CUSTOMER = new CustomerId("17850");
  private static final PersonalData OLD = new PersonalData("b2xk");
  private static final PersonalData NEW = new PersonalData("bmV3");
  private static final CustomerCommand REGISTER = new RegisterCustomer(CUSTOMER, OLD, null, "UK");
  private static final CustomerEvent REGISTERED = new CustomerRegistered(CUSTOMER, OLD, null, "UK");
  private static final CustomerEvent ERASED = new PersonalDataErased(CUSTOMER);

  CustomerDeciderSpec() {
    super(new CustomerDecider());
  }

  @Test
  void a_customer_registers_once() {
    given().when(REGISTER).then(REGISTERED);
    given(REGISTERED).when(REGISTER).thenNothing();
    given(REGISTERED, new EmailChanged(CUSTOMER, NEW)).when(REGISTER).thenNothing();
  }

  @Test
  void nobody_registers_over_another() {
    given(REGISTERED)
        .when(new RegisterCustomer(CUSTOMER, NEW, null, "UK"))
        .thenRejected(new CustomerAlreadyRegistered(CUSTOMER));
  }

  @Test
  void a_customer_known_by_number_only_has_no_address_until_they_give_one() {
    given()
        .when(new RegisterCustomer(CUSTOMER, null, null, "UK"))
        .then(new CustomerRegistered(CUSTOMER, null, null, "UK"));
    given(new CustomerRegistered(CUSTOMER, null, null, "UK"))
        .when(new ChangeEmail(CUSTOMER, NEW))
        .then(new EmailChanged(CUSTOMER, NEW));
  }

  @Test
  void an_address_changes_once() {
    given(REGISTERED).when(new ChangeEmail(CUSTOMER, NEW)).then(new EmailChanged(CUSTOMER, NEW));
    given(REGISTERED, new EmailChanged(CUSTOMER, NEW))
        .when(new ChangeEmail(CUSTOMER, NEW))
        .thenNothing();
    given(REGISTERED).when(new ChangeEmail(CUSTOMER, OLD)).thenNothing();
  }

  @Test
  void who_never_registered_is_unknown() {
    given().when(new ChangeEmail(CUSTOMER, NEW)).thenRejected(new CustomerUnknown(CUSTOMER));
    given().when(new ErasePersonalData(CUSTOMER)).thenRejected(new CustomerUnknown(CUSTOMER));
  }

  @Test
  void an_erased_account_takes_nothing_more() {
    given(REGISTERED).when(new ErasePersonalData(CUSTOMER)).then(ERASED);
    given(REGISTERED, ERASED).when(new ErasePersonalData(CUSTOMER)).thenNothing();
    given(REGISTERED, ERASED).when(REGISTER).thenRejected(new CustomerErased(CUSTOMER));
    given(REGISTERED, ERASED)
        .when(new ChangeEmail(CUSTOMER, NEW))
        .thenRejected(new CustomerErased(CUSTOMER));
  }
}
