package io.daybook.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginSpec {

  @Test
  void it_is_found_among_other_things() {
    Origin origin =
        in(
            """
            {"actor": {"correlationId": "no"}, "list": ["causationId", 1], "n": null,
             "correlationId": "one", "causationId": "two", "more": 3}
            """);
    assertThat(origin).isEqualTo(new Origin("one", "two"));
  }

  @Test
  void metadata_may_say_nothing_of_it() {
    assertThat(in("{}")).isEqualTo(new Origin(null, null));
    assertThat(in("null")).isEqualTo(new Origin(null, null));
    assertThat(in("{\"correlationId\": 7}")).isEqualTo(new Origin(null, null));
  }

  @Test
  void a_trace_goes_on_from_the_event() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Origin origin = new Origin(trace, null);
    assertThat(origin.traceparent(bytes("event-1"))).matches("00-" + trace + "-[0-9a-f]{16}-00");
    assertThat(origin.traceparent(bytes("event-1")))
        .isNotEqualTo(origin.traceparent(bytes("event-2")));
  }

  @Test
  void an_id_of_ours_is_a_trace_without_its_dashes() {
    assertThat(new Origin("0197a7c2-6c1f-7a86-b8a3-0242ac120002", null).traceparent(bytes("e")))
        .startsWith("00-0197a7c26c1f7a86b8a30242ac120002-");
  }

  @Test
  void what_can_be_no_trace_makes_none() {
    assertThat(new Origin("order 7", null).traceparent(bytes("e"))).isNull();
    assertThat(new Origin("0197a7c26c1f-7a86-b8a3-0242ac12-0002", null).traceparent(bytes("e")))
        .isNull();
    assertThat(new Origin("0AF7651916CD43DD8448EB211C80319C", null).traceparent(bytes("e")))
        .isNull();
    assertThat(new Origin("0".repeat(32), null).traceparent(bytes("e"))).isNull();
    assertThat(new Origin(null, null).traceparent(bytes("e"))).isNull();
  }

  private static Origin in(String metadata) {
    return Origin.in(bytes(metadata));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
