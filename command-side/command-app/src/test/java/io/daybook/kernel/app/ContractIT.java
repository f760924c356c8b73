package io.daybook.kernel.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.web.Contract;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/// The contract against the running server, in both directions, and bad input of every kind.
class ContractIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final Contract contract = new Contract("openapi/command-api.yaml");
  private static CommandSideServer server;
  private static Api api;

  @BeforeAll
  static void start() {
    server = CommandSideServer.start(postgres, "events");
    api = server.api();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void the_code_serves_what_the_contract_says_and_nothing_else() throws Exception {
    Set<String> served = new TreeSet<>();
    server
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(info ->
            info.getPatternValues().stream()
                .filter(path -> path.startsWith("/v1"))
                .forEach(path ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> served.add(method + " " + path))));

    assertThat(served).isEqualTo(new TreeSet<>(operations()));
  }

  static Stream<Arguments> badBodies() throws Exception {
    List<String> bodies =
        List.of(
            "",
            " ",
            "{",
            "null",
            "[]",
            "1",
            "\"text\"",
            "{}{}",
            "{\"unknown\":1}",
            "{\"a\":1,\"a\":2}",
            "[".repeat(20_000),
            "{\"units\":1e400}",
            "{\"units\":99999999999999999999}",
            "{\"units\":-1,\"delta\":0,\"reason\":\"\\u0000\",\"reference\":\"\\ud800\"}",
            "{\"price\":{\"minor\":-1,\"currency\":\"gbp\"},\"name\":null,\"category\":[]}",
            "{\"lines\":[{\"kind\":\"THING\"}],\"paymentToken\":{},\"country\":1}",
            "{\"lines\":[],\"reason\":\"" + "x".repeat(600) + "\"}",
            "{\"email\":\"nobody\",\"country\":\"\"}",
            "{\"amount\":{\"minor\":1.5,\"currency\":\"XXXX\"},\"reason\":\"x\"}",
            "\u0000\u0001\u0002");
    return operations().stream()
        .filter(it -> !it.startsWith("DELETE") && !it.contains("webhooks"))
        .flatMap(operation -> bodies.stream().map(body -> Arguments.of(operation, body)));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void a_bad_body_is_a_problem_and_never_our_failure(String operation, String body) {
    String method = operation.substring(0, operation.indexOf(' '));
    String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{\\w+}", "x%201");
    String type = path.endsWith("/commands") ? "application/x-ndjson" : "application/json";

    Api.Response response =
        api.send(
            method,
            path,
            body,
            "Idempotency-Key",
            UUID.randomUUID().toString(),
            "Content-Type",
            type);

    assertThat(response.status()).as(response.text()).isLessThan(500);
    if (response.status() >= 400) {
      assertThat(response.problem()).as(response.text()).startsWith("/problems/");
      assertThat(response.header("Content-Type")).startsWith("application/problem+json");
      assertThat(contract.check("Problem", response.json())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("oddRequests")
  void an_odd_request_is_a_problem(
      String method, String path, String body, List<String> headers, int status) {
    Api.Response response = api.send(method, path, body, headers.toArray(String[]::new));

    assertThat(response.status()).as(response.text()).isEqualTo(status);
  }

  static Stream<Arguments> oddRequests() {
    String receipt = "{\"units\":1,\"reference\":\"x\"}";
    List<String> key = List.of("Idempotency-Key", "odd");
    return Stream.of(
        Arguments.of("POST", "/v1/stock/x/receipts", receipt, List.of(), 400),
        Arguments.of("POST", "/v1/stock/%2Fx/receipts", receipt, key, 400),
        Arguments.of("POST", "/v1/stock/%20x/receipts", receipt, key, 400),
        Arguments.of("POST", "/v1/stock/%E2%82%AC/receipts", receipt, key, 400),
        Arguments.of("POST", "/v1/stock/%00/receipts", receipt, key, 400),
        Arguments.of(
            "POST",
            "/v1/stock/x/receipts",
            receipt,
            List.of("Idempotency-Key", "odd", "Content-Type", "text/plain"),
            415),
        Arguments.of(
            "POST",
            "/v1/stock/x/receipts",
            receipt,
            List.of("Idempotency-Key", "odd", "Content-Type", "nonsense"),
            415),
        Arguments.of(
            "POST",
            "/v1/stock/x/receipts",
            receipt,
            List.of("Idempotency-Key", "odd", "If-Match", "3"),
            400),
        Arguments.of(
            "POST",
            "/v1/stock/x/receipts",
            receipt,
            List.of("Idempotency-Key", "odd", "If-Match", "\"7\""),
            412),
        Arguments.of(
            "POST",
            "/v1/stock/x/receipts",
            "{\"units\":1,\"reference\":\"" + "x".repeat(1_100_000) + "\"}",
            key,
            413),
        Arguments.of("GET", "/v1/carts", "", List.of(), 405),
        Arguments.of("POST", "/v1/nothing", "{}", List.of(), 404),
        Arguments.of("PUT", "/v1/carts/x/lines/none", "{\"units\":1}", List.of(), 404),
        Arguments.of(
            "POST", "/v1/orders/none/shipment", "", List.of("Idempotency-Key", "odd too"), 404),
        Arguments.of("DELETE", "/v1/customers/none/personal-data", "", List.of(), 404),
        Arguments.of(
            "POST",
            "/v1/payments/webhooks/sandbox",
            "{\"type\":\"payment.voided\",\"data\":{\"orderId\":\"x\"}}",
            List.of("webhook-id", "m", "webhook-timestamp", "1", "webhook-signature", "v1,AAAA"),
            401),
        Arguments.of("POST", "/v1/payments/webhooks/sandbox", "{}", List.of(), 400),
        Arguments.of(
            "POST",
            "/v1/payments/webhooks/stripe",
            "{}",
            List.of("Stripe-Signature", "t=1,v1=00"),
            404));
  }

  @SuppressWarnings("unchecked")
  private static List<String> operations() throws Exception {
    try (InputStream yaml = ContractIT.class.getResourceAsStream("/openapi/command-api.yaml")) {
      Map<String, Map<String, Map<String, ?>>> document = new Yaml().load(yaml);
      return requireNonNull(document.get("paths")).entrySet().stream()
          .flatMap(path ->
              path.getValue().keySet().stream()
                  .filter(it -> !it.equals("parameters"))
                  .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
          .toList();
    }
  }
}
