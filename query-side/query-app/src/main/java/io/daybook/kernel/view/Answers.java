package io.daybook.kernel.view;

import io.daybook.kernel.query.Page;
import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// What answers look like: JSON, the position they are current to, and an `ETag` or a `Link`.
public final class Answers {

  private Answers() {}

  /// One resource that is asked about again and again: with an `ETag`, or 304.
  ///
  /// @param position up to which `found` is certain to be current
  /// @param etag without quotes
  public static ResponseEntity<byte[]> tagged(Ask ask, long position, Object found, String etag) {
    String tag = "\"" + etag + "\"";
    boolean known = ask.has(tag);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .header(Headers.CONSISTENCY_TOKEN, String.valueOf(position))
            .header(HttpHeaders.CACHE_CONTROL, "no-cache")
            .header(HttpHeaders.ETAG, tag);
    return known
        ? answer.build()
        : answer.contentType(MediaType.APPLICATION_JSON).body(QueryJson.bytes(found));
  }

  /// An answer that nobody keeps.
  public static ResponseEntity<byte[]> untagged(long position, Object found) {
    return answer(position, found, null);
  }

  /// A page, with a `Link` to the next one.
  public static ResponseEntity<byte[]> page(Ask ask, long position, Page<?> page) {
    return page(ask, position, page, page.next());
  }

  /// A page of another form, with a `Link` to the next one.
  ///
  /// @param next cursor of the next page; null on the last
  public static ResponseEntity<byte[]> page(
      Ask ask, long position, Object page, @Nullable String next) {
    return answer(
        position, page, next == null ? null : "<%s>; rel=\"next\"".formatted(ask.withCursor(next)));
  }

  /// What was found.
  ///
  /// @param what is being looked for, such as `order 42`
  /// @throws ProblemException when nothing was
  public static <T> T known(Optional<T> found, String what) {
    return found.orElseThrow(() ->
        new ProblemException(RequestProblems.NOT_FOUND.saying("There is no %s.".formatted(what))));
  }

  private static ResponseEntity<byte[]> answer(long position, Object found, @Nullable String link) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .header(Headers.CONSISTENCY_TOKEN, String.valueOf(position))
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .contentType(MediaType.APPLICATION_JSON);
    if (link != null) {
      answer.header(HttpHeaders.LINK, link);
    }
    return answer.body(QueryJson.bytes(found));
  }
}
