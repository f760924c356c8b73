package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiSpec {

  private static final Path DOCS = Path.of("..", "..", "docs");

  @Test
  void the_contract_of_the_streams_is_up_to_date() throws IOException {
    Path document = DOCS.resolve("streams.asyncapi.json");
    String current = AsyncApi.write();
    if (Boolean.getBoolean("daybook.write-docs")) {
      Files.writeString(document, current);
    }
    assertThat(document)
        .as("run the tests of infra/streams with -Ddaybook.write-docs=true to write it anew")
        .content()
        .isEqualTo(current);
  }

  @Test
  void whatever_a_contract_refers_to_is_there() throws IOException {
    for (String name : List.of("streams.asyncapi.json", "kafka.asyncapi.json")) {
      JsonNode document = JsonMapper.shared().readTree(Files.readString(DOCS.resolve(name)));
      assertThat(document.findValuesAsString("$ref"))
          .hasSizeGreaterThan(100)
          .allSatisfy(it -> {
            if (it.startsWith("#")) {
              assertThat(document.at(it.substring(1)).isMissingNode()).as(it).isFalse();
            } else {
              assertThat(DOCS.resolve(it.replaceFirst("#.*", ""))).exists();
            }
          });
    }
  }

  @Test
  void the_contracts_are_what_async_api_calls_a_document() throws IOException {
    Schema documents;
    try (InputStream packed =
            Objects.requireNonNull(
                AsyncApiSpec.class.getResourceAsStream("/asyncapi/3.0.0.json.gz"));
        InputStream schema = new GZIPInputStream(packed)) {
      documents = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }
    for (String name : List.of("streams.asyncapi.json", "kafka.asyncapi.json")) {
      JsonNode document = JsonMapper.shared().readTree(Files.readString(DOCS.resolve(name)));
      assertThat(documents.validate(document)).as(name).isEmpty();

      ((ObjectNode) document.path("channels")).putObject("mistaken").put("adress", "/");
      assertThat(documents.validate(document)).as("a member that is misspelt").isNotEmpty();
    }
  }
}
