package io.daybook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

final class HtmlSpec {

  @Test
  void a_page_may_run_what_it_brings_along_and_nothing_else() {
    String policy = policy(Html.page("<style>b{}</style><script>alert(1)</script>"));

    // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    assertThat(policy)
        .contains("script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';")
        .contains("style-src 'self' 'sha256-")
        .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void the_page_of_the_contracts_and_those_of_the_problems_have_a_policy() {
    DocsPage pages = new DocsPage(List.of(() -> List.of(RequestProblems.BUSY)));

    for (ResponseEntity<String> page :
        List.of(pages.problems(), pages.problem("service", "busy"))) {
      assertThat(policy(page))
          .contains("script-src 'self'; style-src 'self'")
          .doesNotContain("sha");
    }
    assertThat(policy(pages.docs()))
        .contains("script-src 'self' 'sha256-")
        .contains("style-src 'self'; style-src-attr 'unsafe-inline'");
  }

  private static String policy(ResponseEntity<String> page) {
    return String.valueOf(page.getHeaders().getFirst("Content-Security-Policy"));
  }
}
