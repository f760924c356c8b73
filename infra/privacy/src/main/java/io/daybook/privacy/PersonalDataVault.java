package io.daybook.privacy;

import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import java.util.Optional;
import java.util.Set;

/// Locks personal fields under a key of their customer, and opens them while that key exists.
///
/// Safe for all threads.
public interface PersonalDataVault {

  /// Locks `plain` under the customer's key, which is made when there is none.
  ///
  /// @throws CustomerForgotten when the key was destroyed
  PersonalData seal(CustomerId customerId, String plain);

  /// What was sealed; empty when the customer is forgotten, or the text is not under their key.
  Optional<String> open(CustomerId customerId, PersonalData sealed);

  /// Destroys the customer's key, for ever. Forgetting twice is forgetting once.
  void forget(CustomerId customerId);

  /// Those of some customers whose keys are destroyed.
  Set<CustomerId> forgotten(Set<CustomerId> customers);

  /// A digest of a text that nobody can compare with a guess any more once the customer is
  /// forgotten; made with the customer's key, which is made when there is none.
  ///
  /// @throws CustomerForgotten when the key was destroyed
  String digest(CustomerId customerId, String text);

  /// A digest by which one e-mail address, in whatever letter case, is told from another; made with
  /// the master key, so that nobody else can try addresses out.
  String emailDigest(String email);

  /// The key was destroyed; nothing can be sealed for this customer any more.
  final class CustomerForgotten extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CustomerForgotten(CustomerId customerId) {
      super("Customer %s is forgotten".formatted(customerId));
    }
  }
}
