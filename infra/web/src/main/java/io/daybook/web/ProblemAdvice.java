package io.daybook.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Turns whatever ends a request into a problem. What nobody foresaw is logged whole and told to
/// the outside without a word about our insides.
@RestControllerAdvice
final class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<byte[]> problem(ProblemException refused) {
    return answer(refused.problem(), HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> unreadable(HttpMessageNotReadableException unreadable) {
    return answer(RequestProblems.MALFORMED.saying("The body can't be read."), HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> mistyped(TypeMismatchException mistyped) {
    String name =
        mistyped instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mistyped.getPropertyName());
    return answer(
        ProblemException.ofParameter(name, "has a wrong type").problem(), HttpHeaders.EMPTY);
  }

  @ExceptionHandler({
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    NonTransientDataAccessResourceException.class,
    CannotGetJdbcConnectionException.class
  })
  ResponseEntity<byte[]> away(Exception away) {
    log.warn("A database is away: {}", away.toString());
    return answer(
        RequestProblems.UNAVAILABLE.saying("The database can't be reached."), HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {
    log.debug("A caller went away", gone);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> other(Exception exception, HttpServletRequest request) throws IOException {
    if (exception instanceof ErrorResponse response) {
      return answer(problemOf(response, exception), response.getHeaders());
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
    return answer(
        RequestProblems.FAILED.saying("The operator finds the reason in the log."),
        HttpHeaders.EMPTY);
  }

  private static Problem problemOf(ErrorResponse response, Exception exception) {
    return switch (exception) {
      case MissingServletRequestParameterException missing ->
          ProblemException.ofParameter(missing.getParameterName(), "is missing").problem();
      case MissingRequestHeaderException missing ->
          ProblemException.ofParameter(missing.getHeaderName(), "is missing").problem();
      case ErrorResponseException other -> general(other.getStatusCode().value(), other);
      default -> general(response.getStatusCode().value(), exception);
    };
  }

  private static Problem general(int status, Exception exception) {
    ProblemType type = typeOf(status);
    if (type.equals(RequestProblems.FAILED)) {
      log.error("A request failed", exception);
    }
    return type.saying(type.title());
  }

  /// The problem that a status stands for when nothing more is known.
  static ProblemType typeOf(int status) {
    return switch (status) {
      case 404 -> RequestProblems.NOT_FOUND;
      case 405 -> RequestProblems.METHOD_NOT_ALLOWED;
      case 406 -> RequestProblems.NOT_ACCEPTABLE;
      case 413 -> RequestProblems.TOO_LARGE;
      case 415 -> RequestProblems.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> RequestProblems.BUSY;
      case 503 -> RequestProblems.UNAVAILABLE;
      default -> status < 500 ? RequestProblems.INVALID : RequestProblems.FAILED;
    };
  }

  private static ResponseEntity<byte[]> answer(Problem problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.status())
        .headers(all -> {
          all.putAll(headers);
          all.setContentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
          // A shared cache may keep a 404 that doesn't say otherwise.
          all.setCacheControl("no-store");
          if (problem.isTransient()) {
            all.put(HttpHeaders.RETRY_AFTER, List.of("1"));
          }
        })
        .body(StrictJson.mapper().writeValueAsBytes(problem.toJson()));
  }
}
