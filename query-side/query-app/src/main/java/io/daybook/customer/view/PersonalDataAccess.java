package io.daybook.customer.view;

import io.daybook.kernel.CustomerId;
import jakarta.servlet.http.HttpServletRequest;

/// Who may read a customer's personal fields: the one place where that is decided. A deployment
/// that knows its callers brings a bean of its own.
@FunctionalInterface
public interface PersonalDataAccess {

  /// Whether the caller is shown them; the answer has all else in any case. Asked for each request.
  boolean isShown(HttpServletRequest request, CustomerId customer);
}
