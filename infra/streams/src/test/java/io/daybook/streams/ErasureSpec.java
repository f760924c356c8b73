package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.eventstore.LinePage;
import io.daybook.kernel.CustomerId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErasureSpec {

  private static final String SEALED = "{\"ciphertext\": \"3q2+7wAAAAAAAAAAQ2lwaGVydGV4dA==\"}";
  private static final String GONE =
      line(1, "customer.registered", "gone", "\"name\": %1$s, \"email\": %1$s".formatted(SEALED));
  private static final String THERE =
      line(2, "customer.email-changed", "there", "\"email\": " + SEALED);
  private static final String OTHER =
      line(
          3,
          "ordering.order-cancelled",
          "gone",
          "\"reason\": \"\\\"email\\\": {\\\"ciphertext\\\"\"");

  private final Erasure erasure =
      new Erasure(customers -> {
        Set<CustomerId> gone = new HashSet<>(customers);
        gone.retainAll(Set.of(new CustomerId("gone")));
        return gone;
      });

  @Test
  void personal_fields_of_the_forgotten_are_null_and_named() {
    assertThat(text(erasure.of(page(THERE, GONE, OTHER))))
        .isEqualTo(
            THERE
                + GONE.replace(SEALED, "null").replace("}\n", ",\"erased\":[\"name\",\"email\"]}\n")
                + OTHER);
  }

  @Test
  void a_page_on_which_nothing_is_erased_is_the_same_page() {
    LinePage page = page(THERE, OTHER);

    assertThat(erasure.of(page)).isSameAs(page);
  }

  private static String line(long position, String type, String customer, String members) {
    return """
    {"position":%d,"stream":"customer/%s","version":1,"type":"%s","revision":"1",\
    "payload":{"customerId": "%2$s", %s},"metadata":{},"recordedAt":"2026-11-23T09:30:00Z"}
    """
        .formatted(position, customer, type, members);
  }

  private static LinePage page(String... lines) {
    byte[] bytes = String.join("", List.of(lines)).getBytes(StandardCharsets.UTF_8);
    return new LinePage(0, lines.length, lines.length, bytes, bytes.length);
  }

  private static String text(LinePage page) {
    return new String(page.bytes(), 0, page.length(), StandardCharsets.UTF_8);
  }
}
