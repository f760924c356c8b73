package io.daybook.crash;

import io.daybook.customer.command.CustomerCommand.ChangeEmail;
import io.daybook.customer.command.CustomerCommand.ErasePersonalData;
import io.daybook.customer.command.CustomerCommand.RegisterCustomer;
import io.daybook.customer.command.CustomerRejection.CustomerErased;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.app.CommandMessages;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.privacy.PersonalDataVault.CustomerForgotten;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The customer of an order: who they are, and how they come and go. What is asked again of one who
/// is gone by now is refused, which is right.
///
/// @param vault seals what the shop is told
record Personal(String order, PersonalDataVault vault) {

  private static final String EMAIL = "customer-email";

  CustomerId id() {
    return new CustomerId(order);
  }

  /// All that nobody may find afterwards.
  List<String> values() {
    return List.of(name(), email(), newEmail());
  }

  void register(Shopper shopper) {
    try {
      shopper.askOrHear(
          order,
          new RegisterCustomer(
              id(), vault.seal(id(), email()), vault.seal(id(), name()), "Denmark"),
          Map.of(CommandMessages.CLAIM, claim(email())),
          new Refused(new CustomerErased(id())));
    } catch (CustomerForgotten _) {
      // As before a death.
    }
  }

  void changeEmail(Shopper shopper) {
    try {
      shopper.askOrHear(
          order,
          new ChangeEmail(id(), vault.seal(id(), newEmail())),
          Map.of(CommandMessages.RELEASE, EMAIL, CommandMessages.CLAIM, claim(newEmail())),
          new Refused(new CustomerErased(id())));
    } catch (CustomerForgotten _) {
      // As before a death.
    }
  }

  void erase(Shopper shopper) {
    shopper.ask(order, new ErasePersonalData(id()), Map.of(CommandMessages.RELEASE, EMAIL));
  }

  boolean isForgotten() {
    return vault.forgotten(Set.of(id())).contains(id());
  }

  /// Has it erased again, and asks for what the fold of their events refuses for ever.
  void isErasedFor(Shopper shopper) {
    erase(shopper);
    shopper.askOrHear(
        order + " again",
        new RegisterCustomer(id(), null, null, "Denmark"),
        Map.of(),
        new Refused(new CustomerErased(id())));
  }

  private String claim(String email) {
    return EMAIL + ":" + vault.emailDigest(email);
  }

  private String name() {
    return "Zenobia Æbelø the %s.".formatted(order);
  }

  private String email() {
    return "zenobia.%s@aebeloe.example".formatted(order);
  }

  private String newEmail() {
    return "z.%s@elsewhere.example".formatted(order);
  }
}
