package io.daybook.customer.app;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import io.daybook.axon.MessageKeys;
import io.daybook.customer.command.CustomerCommand.ChangeEmail;
import io.daybook.customer.command.CustomerCommand.ErasePersonalData;
import io.daybook.customer.command.CustomerCommand.RegisterCustomer;
import io.daybook.customer.command.CustomerRejection.CustomerErased;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.app.Call;
import io.daybook.kernel.app.CommandMessages;
import io.daybook.kernel.app.Endpoint;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RefusedException;
import io.daybook.kernel.app.Wish;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.privacy.PersonalDataVault.CustomerForgotten;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The customers' part of the command API. Plain personal data ends here: commands carry
/// ciphertext, an e-mail address is claimed by a digest of it, and requests are told apart by
/// digests under the customer's key, whatever becomes of them. An erasure is answered when the key
/// is gone; should the process die before, [KeyShredder] hears of it from the log.
final class CustomerEndpoints implements Endpoints {

  private static final String EMAIL = "customer-email";

  private final PersonalDataVault vault;

  CustomerEndpoints(PersonalDataVault vault) {
    this.vault = vault;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(POST, "/v1/customers", this::register).taking("RegisterCustomer"),
        Endpoint.of(PATCH, "/v1/customers/{customerId}", this::changeEmail).taking("ChangeEmail"),
        Endpoint.of(DELETE, "/v1/customers/{customerId}/personal-data", this::erase));
  }

  private Wish register(Call call) {
    Registration it = call.body(Registration.class);
    CustomerId id =
        Objects.requireNonNullElseGet(
            it.customerId(), () -> new CustomerId(call.newId("customer")));
    Wish wish =
        Wish.created(
            new RegisterCustomer(id, sealed(id, it.email()), sealed(id, it.name()), it.country()),
            id,
            "/v1/customers/%s",
            id);
    Wish sealed = it.email() == null && it.name() == null ? wish : unguessable(wish, id, call);
    return it.email() == null ? sealed : sealed.with(CommandMessages.CLAIM, claim(it.email()));
  }

  private Wish changeEmail(Call call) {
    CustomerId id = call.id("customerId", CustomerId::new);
    String email = call.body(NewEmail.class).email();
    return unguessable(Wish.done(new ChangeEmail(id, seal(id, email)), id), id, call)
        .with(CommandMessages.RELEASE, EMAIL)
        .with(CommandMessages.CLAIM, claim(email));
  }

  private Wish erase(Call call) {
    CustomerId id = call.id("customerId", CustomerId::new);
    return Wish.done(new ErasePersonalData(id), id)
        .with(CommandMessages.RELEASE, EMAIL)
        .answeredAfter(() -> vault.forget(id));
  }

  /// Of a plain digest of the request, which a receipt would keep, names could be guessed.
  private Wish unguessable(Wish wish, CustomerId id, Call call) {
    try {
      return wish.with(MessageKeys.FINGERPRINT, vault.digest(id, call.fingerprint()));
    } catch (CustomerForgotten _) {
      throw new RefusedException(new CustomerErased(id));
    }
  }

  private String claim(String email) {
    return EMAIL + ":" + vault.emailDigest(email);
  }

  private @Nullable PersonalData sealed(CustomerId id, @Nullable String plain) {
    return plain == null ? null : seal(id, plain);
  }

  private PersonalData seal(CustomerId id, String plain) {
    try {
      return vault.seal(id, plain);
    } catch (CustomerForgotten _) {
      throw new RefusedException(new CustomerErased(id));
    }
  }

  private record Registration(
      @Nullable CustomerId customerId,
      @Nullable String email,
      @Nullable String name,
      String country) {}

  private record NewEmail(String email) {}
}
