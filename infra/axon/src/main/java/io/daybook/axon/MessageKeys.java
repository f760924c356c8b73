package io.daybook.axon;

/// The names under which facts about a message travel in its metadata, commands' and events' alike.
public final class MessageKeys {

  /// Under this key a command's outcome is kept, so that sending it again gives the same answer.
  public static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /// A digest of what was asked under the idempotency key; another body under one key is refused.
  public static final String FINGERPRINT = "fingerprint";

  /// The message that started it all.
  public static final String CORRELATION_ID = "correlationId";

  /// The message that led to this one directly.
  public static final String CAUSATION_ID = "causationId";

  /// Who asked: a client's name, or `saga` or `policy` and its own name.
  public static final String ACTOR = "actor";

  private MessageKeys() {}
}
