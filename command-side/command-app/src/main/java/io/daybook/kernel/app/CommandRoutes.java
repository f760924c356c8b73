package io.daybook.kernel.app;

import io.daybook.web.Headers;
import io.daybook.web.LimitedBody;
import io.daybook.web.Problem;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.daybook.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Puts the endpoints where Spring finds them, each on its own path and method.
final class CommandRoutes {

  /// Most bytes of one command's body.
  static final int BODY_LIMIT = 1024 * 1024;

  private final CommandDesk desk;

  CommandRoutes(CommandDesk desk, List<Endpoint> endpoints, RequestMappingHandlerMapping mappings) {
    this.desk = desk;
    endpoints.forEach(it -> register(it, mappings));
  }

  private void register(Endpoint endpoint, RequestMappingHandlerMapping mappings) {
    RequestMappingInfo where =
        RequestMappingInfo.paths(endpoint.path())
            .methods(RequestMethod.valueOf(endpoint.method().name()))
            .options(mappings.getBuilderConfiguration())
            .build();
    mappings.registerMapping(where, new Route(endpoint), Route.SERVE);
  }

  /// One endpoint in Spring's hands.
  final class Route {

    private static final Method SERVE = serveMethod();

    private final Endpoint endpoint;

    Route(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    public ResponseEntity<byte[]> serve(HttpServletRequest request) throws IOException {
      return written(desk.answer(endpoint, read(request)));
    }

    private Call read(HttpServletRequest request) throws IOException {
      JsonNode body = body(LimitedBody.read(request, BODY_LIMIT), request.getContentType());
      String query = request.getQueryString();
      return new Call(
          pathVariables(request),
          queryParameters(request),
          body,
          Headers.idempotencyKey(request.getHeader(Headers.IDEMPOTENCY_KEY)),
          Headers.ifMatch(request.getHeader("If-Match")),
          Fingerprint.of(
              endpoint.method().name(),
              request.getRequestURI() + (query == null ? "" : "?" + query),
              body),
          Headers.preferredWait(Collections.list(request.getHeaders(Headers.PREFER)))
              .orElse(Duration.ZERO),
          Headers.clientName(request.getHeader(Headers.CLIENT_NAME)),
          TraceId.of(request.getHeader("traceparent")));
    }

    private JsonNode body(byte[] bytes, @Nullable String contentType) {
      if (endpoint.schema() == null || (bytes.length == 0 && !endpoint.bodyRequired())) {
        if (bytes.length > 0) {
          throw new ProblemException(RequestProblems.INVALID.saying("This request takes no body."));
        }
        return CommandJson.mapper().createObjectNode();
      }
      if (!isJson(contentType)) {
        throw new ProblemException(
            RequestProblems.UNSUPPORTED_MEDIA_TYPE.saying("Send application/json."));
      }
      return StrictJson.parse(bytes);
    }

    private static Method serveMethod() {
      try {
        return Route.class.getMethod("serve", HttpServletRequest.class);
      } catch (NoSuchMethodException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  static ResponseEntity<byte[]> written(Reply reply) {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.valueOf(reply.status()));
    reply.headers().forEach(response::header);
    Object body = reply.problem().<Object>map(Problem::toJson).orElse(reply.body());
    return response
        .contentType(
            reply.problem().isPresent()
                ? MediaType.APPLICATION_PROBLEM_JSON
                : MediaType.APPLICATION_JSON)
        .body(CommandJson.mapper().writeValueAsBytes(body));
  }

  private static boolean isJson(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
    } catch (RuntimeException unparsable) {
      return false;
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> pathVariables(HttpServletRequest request) {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables == null ? Map.of() : (Map<String, String>) variables;
  }

  private static Map<String, String> queryParameters(HttpServletRequest request) {
    Map<String, String> first = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> first.put(name, values[0]));
    return first;
  }
}
