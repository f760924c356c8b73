package io.daybook.web;

import java.util.List;

/// The problem types that any request may meet, whatever it asks for.
public final class RequestProblems {

  public static final ProblemType MALFORMED =
      new ProblemType(
          "request/malformed",
          400,
          "The body is not well-formed JSON.",
          "Send one JSON value in UTF-8, without duplicate keys or anything after it.");

  public static final ProblemType INVALID =
      new ProblemType(
          "request/invalid",
          400,
          "The request is not what the contract says.",
          "Mend the fields and parameters that `errors` names. Unknown fields are refused.");

  public static final ProblemType IDEMPOTENCY_KEY_MISSING =
      new ProblemType(
          "request/idempotency-key-missing",
          400,
          "This request needs an Idempotency-Key.",
          "Send the header `Idempotency-Key`, the same one whenever you repeat the request.");

  public static final ProblemType NOT_FOUND =
      new ProblemType(
          "request/not-found", 404, "There is nothing here.", "Look the path up in the contract.");

  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType(
          "request/method-not-allowed",
          405,
          "This path does not take this method.",
          "Use a method that the header `Allow` names.");

  public static final ProblemType NOT_ACCEPTABLE =
      new ProblemType(
          "request/not-acceptable",
          406,
          "There is no answer of a media type you accept.",
          "Accept the media types of the contract.");

  public static final ProblemType TOO_LARGE =
      new ProblemType(
          "request/too-large",
          413,
          "The body is too large.",
          "Send less at once; the contract states the limits.");

  public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType(
          "request/unsupported-media-type",
          415,
          "The body is of a media type that is not understood here.",
          "Send the media type of the contract, and say so in `Content-Type`.");

  public static final ProblemType BUSY =
      new ProblemType(
          "service/busy",
          429,
          "There is too much to do at once.",
          "Send the request again after `Retry-After` seconds, with the same Idempotency-Key.");

  public static final ProblemType FAILED =
      new ProblemType(
          "service/failed",
          500,
          "Something went wrong that nobody foresaw.",
          "Send the request again with the same Idempotency-Key, and tell the operator.");

  public static final ProblemType UNAVAILABLE =
      new ProblemType(
          "service/unavailable",
          503,
          "A part that is needed is away at the moment.",
          "Send the request again after `Retry-After` seconds, with the same Idempotency-Key: "
              + "it may or may not have been done already.");

  private RequestProblems() {}

  /// All of them, by path.
  public static List<ProblemType> all() {
    return List.of(
        IDEMPOTENCY_KEY_MISSING,
        INVALID,
        MALFORMED,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        NOT_FOUND,
        TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        BUSY,
        FAILED,
        UNAVAILABLE);
  }
}
