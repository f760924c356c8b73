package io.daybook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractSpec {

  private final Contract contract = new Contract("openapi/sample.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                           | #/name",
        "{\"name\":\"\"}                              | #/name",
        "{\"name\":null}                              | #/name",
        "{\"name\":\"a\\nb\"}                         | #/name",
        "{\"name\":\"ab\\n\"}                         | #/name",
        "{\"name\":\"a\\u0000\"}                      | #/name",
        "{\"name\":\"a\\ud800\"}                      | #/name",
        "{\"name\":\"12345678901\"}                   | #/name",
        "{\"name\":\"x\",\"units\":0}                 | #/units",
        "{\"name\":\"x\",\"units\":1.5}               | #/units",
        "{\"name\":\"x\",\"units\":\"1\"}             | #/units",
        "{\"name\":\"x\",\"units\":1e400}             | #",
        "{\"name\":\"x\",\"at\":\"yesterday\"}        | #/at",
        "{\"name\":\"x\",\"other\":1}                 | #/other",
        "{\"name\":\"x\",\"things\":[{\"name\":1}]}   | #/things/0/name",
        "{\"name\":\"x\",\"things\":[{\"n/m\":1,\"name\":\"y\"}]} | #/things/0/n~1m",
      })
  void a_wrong_field_is_named(String json, String pointer) {
    assertThat(check(json)).extracting(FieldError::pointer).contains(pointer);
  }

  @Test
  void what_the_contract_says_is_right() {
    assertThat(
            check("{\"name\":\"\\ud83d\\ude00 ok\",\"units\":10,\"at\":\"2010-12-01T08:26:00Z\"}"))
        .isEmpty();
  }

  @Test
  void something_else_than_an_object_is_named_as_a_whole() {
    assertThat(check("[1]")).extracting(FieldError::pointer).containsExactly("#");
  }

  private List<FieldError> check(String json) {
    return contract.check("Thing", StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }
}
