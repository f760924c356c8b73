package io.daybook.customer.view;

import io.daybook.customer.query.Customer;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Answers;
import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Keeping;
import io.daybook.kernel.view.Progress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers questions about customers. Nobody keeps these answers: an erasure shows at once.
@RestController
final class CustomerEndpoint {

  private final CustomerViews views;
  private final PersonalDataAccess access;
  private final Progress tables;

  CustomerEndpoint(CustomerViews views, PersonalDataAccess access, Progress tables) {
    this.views = views;
    this.access = access;
    this.tables = tables;
  }

  @GetMapping("/v1/customers/{customerId}")
  ResponseEntity<byte[]> customer(
      @PathVariable("customerId") String customerId, HttpServletRequest request) {
    Ask ask = Ask.of(request);
    String known = Ask.identifier("customerId", customerId);
    long position = tables.await(ask);
    boolean shown = access.isShown(request, new CustomerId(known));
    Customer found = Answers.known(views.find(known, shown), "customer " + known);
    // Not of the version alone: with the key, the personal fields go without an event.
    return Answers.tagged(
        ask,
        position,
        Answer.of(found, found.version()),
        Keeping.NOWHERE,
        Answers.thing("customer", known));
  }
}
