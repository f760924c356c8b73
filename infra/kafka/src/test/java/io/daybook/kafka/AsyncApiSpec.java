package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncApiSpec {

  @Test
  void the_contract_of_the_topics_is_up_to_date() throws IOException {
    Path document = Path.of("..", "..", "docs", "kafka.asyncapi.json");
    String current = AsyncApi.write();
    if (Boolean.getBoolean("daybook.write-docs")) {
      Files.writeString(document, current);
    }
    assertThat(document)
        .as("run the tests of infra/kafka with -Ddaybook.write-docs=true to write it anew")
        .content()
        .isEqualTo(current);
  }
}
