package io.daybook.kernel.view;

import io.daybook.kernel.query.Page;
import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;

/// What answers look like: JSON, the position they are current to, and what caches have to know.
public final class Answers {

  private static final String SURROGATE_KEY = "Surrogate-Key";

  private Answers() {}

  /// An answer with an `ETag`, or 304.
  ///
  /// @param position up to which it is certain to be current
  /// @param things that it tells of, as [#thing] names them
  public static ResponseEntity<byte[]> tagged(
      Ask ask, long position, Answer answer, Keeping keeping, String... things) {
    return answer(ask, position, answer, keeping, null, things);
  }

  /// An answer that nobody keeps.
  public static ResponseEntity<byte[]> untagged(long position, Object found) {
    return unkept(position).body(QueryJson.bytes(found));
  }

  /// A page that nobody keeps, with a `Link` to the next one.
  ///
  /// @param next cursor of the next page; null on the last
  public static ResponseEntity<byte[]> untagged(
      Ask ask, long position, Object page, @Nullable String next) {
    ResponseEntity.BodyBuilder built = unkept(position);
    if (next != null) {
      built.header(HttpHeaders.LINK, link(ask, Ask.CURSOR, next));
    }
    return built.body(QueryJson.bytes(page));
  }

  private static ResponseEntity.BodyBuilder unkept(long position) {
    return ResponseEntity.ok()
        .header(Headers.CONSISTENCY_TOKEN, String.valueOf(position))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_JSON);
  }

  /// A page, with a `Link` to the next one.
  public static ResponseEntity<byte[]> page(
      Ask ask, long position, Page<?> page, Keeping keeping, String... things) {
    return page(ask, position, Answer.digested(page), page.next(), keeping, things);
  }

  /// A page of another form, with a `Link` to the next one.
  ///
  /// @param next cursor of the next page; null on the last
  public static ResponseEntity<byte[]> page(
      Ask ask,
      long position,
      Answer page,
      @Nullable String next,
      Keeping keeping,
      String... things) {
    String link = next == null ? null : link(ask, Ask.CURSOR, next);
    return answer(ask, position, page, keeping, link, things);
  }

  /// A part of a small list, with a `Link` to the next one; for the client alone.
  ///
  /// @param next rows before the next part; null in the last
  public static ResponseEntity<byte[]> slice(
      Ask ask, long position, Object slice, @Nullable Long next, String... things) {
    String link = next == null ? null : link(ask, Ask.OFFSET, next.toString());
    return answer(ask, position, Answer.digested(slice), Keeping.PRIVATE, link, things);
  }

  private static String link(Ask ask, String parameter, String value) {
    return "<%s>; rel=\"next\"".formatted(ask.with(parameter, value));
  }

  /// What was found.
  ///
  /// @param what is being looked for, such as `order 42`
  /// @throws ProblemException when nothing was
  public static <T> T known(Optional<T> found, String what) {
    return found.orElseThrow(() ->
        new ProblemException(RequestProblems.NOT_FOUND.saying("There is no %s.".formatted(what))));
  }

  /// The name under which caches are told to forget what they know of a thing.
  ///
  /// @param kind such as `order`
  public static String thing(String kind, String id) {
    return kind + "/" + UriUtils.encode(id, StandardCharsets.UTF_8);
  }

  private static ResponseEntity<byte[]> answer(
      Ask ask,
      long position,
      Answer answer,
      Keeping keeping,
      @Nullable String link,
      String... things) {
    boolean known = ask.has(answer.etag());
    ResponseEntity.BodyBuilder built =
        ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .header(Headers.CONSISTENCY_TOKEN, String.valueOf(position))
            .header(HttpHeaders.CACHE_CONTROL, keeping.cacheControl())
            .header(HttpHeaders.ETAG, answer.etag());
    if (keeping == Keeping.SHARED) {
      // A shopper who brings a token must not be given what somebody saw who had none.
      built.header(HttpHeaders.VARY, Headers.CONSISTENCY_TOKEN);
    }
    if (things.length > 0) {
      built.header(SURROGATE_KEY, Stream.of(things).collect(Collectors.joining(" ")));
    }
    if (link != null) {
      built.header(HttpHeaders.LINK, link);
    }
    return known
        ? built.build()
        : built.contentType(MediaType.APPLICATION_JSON).body(answer.json());
  }
}
