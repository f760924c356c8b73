package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressSpec {

  @Test
  void what_was_known_lately_is_looked_up_at_first_and_again_before_long() {
    AtomicLong views = new AtomicLong(7);
    Progress progress = new Progress(views::get);

    assertThat(progress.lately()).isEqualTo(7);
    views.set(8);
    await().until(() -> progress.lately() == 8);
  }
}
