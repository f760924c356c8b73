package io.daybook.kernel.app;

import io.daybook.axon.MessageKeys;
import io.daybook.kernel.command.Command;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/// What travels with a command besides the command.
public final class CommandMessages {

  /// Any version will do.
  public static final long ANY_VERSION = -1;

  /// The version that the stream must have; under this key in the metadata.
  public static final String EXPECTED_VERSION = "expectedVersion";

  /// What the append claims for the stream, and nobody else may hold: `kind:value`.
  public static final String CLAIM = "claim";

  /// The kind of claims that the stream lets go of first.
  public static final String RELEASE = "release";

  private CommandMessages() {}

  /// The version that the stream must have, or [#ANY_VERSION].
  static long expectedVersion(Message<?> message) {
    return message.getMetaData().get(EXPECTED_VERSION) instanceof Long version
        ? version
        : ANY_VERSION;
  }

  /// The key under which the outcome is kept. Only a message that has a fingerprint too asks for
  /// that: a process's commands carry a key to be traced by, and are repeatable anyway.
  static Optional<ReceiptKey> receiptKey(Message<?> message) {
    @Nullable Object key = message.getMetaData().get(MessageKeys.IDEMPOTENCY_KEY);
    @Nullable Object fingerprint = message.getMetaData().get(MessageKeys.FINGERPRINT);
    return key instanceof String k && fingerprint instanceof String f
        ? Optional.of(new ReceiptKey(k, f))
        : Optional.empty();
  }

  /// The stream of the aggregate that decides.
  static String target(CommandMessage<?> message) {
    return ((Command) message.getPayload()).stream().toString();
  }

  record ReceiptKey(String key, String fingerprint) {}
}
