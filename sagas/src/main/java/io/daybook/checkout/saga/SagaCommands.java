package io.daybook.checkout.saga;

import io.daybook.axon.MessageKeys;
import io.daybook.checkout.process.Refusal;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sagas' way to the command side: sends one command, waits for its answer, and says no more
/// than that.
///
/// A command leaves on a thread of its own, so that its events are in the log when it is answered:
/// on the saga's thread Axon would nest it into the saga's unit of work and append only when that
/// ends. Thread-safe.
final class SagaCommands {

  private static final Logger log = LoggerFactory.getLogger(SagaCommands.class);
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final CommandGateway gateway;
  private final Duration timeout;

  SagaCommands(CommandGateway gateway, Duration timeout) {
    this.gateway = gateway;
    this.timeout = timeout;
  }

  /// Sends `command`, a few times when it fails, and gives back what the command side made of it.
  ///
  /// @param key the same whenever the same wish is sent again
  /// @param cause what it follows from
  /// @throws SagaCommandException when there is no answer
  Answer ask(Command command, String actor, String key, EventMessage<?> cause) {
    CommandMessage<Command> message = message(command, actor, key, cause);
    for (int attempt = 1; ; attempt++) {
      try {
        return noted(command, key, send(message));
      } catch (ExecutionException failed) {
        if (attempt == ATTEMPTS) {
          throw new SagaCommandException(command, failed.getCause());
        }
        pause(command, PAUSE.multipliedBy(attempt));
      }
    }
  }

  private Answer send(CommandMessage<Command> message) throws ExecutionException {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("saga-command").start(() -> send(message, answer));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new SagaCommandException(message.getPayload(), late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SagaCommandException(message.getPayload(), interrupted);
    }
  }

  private void send(CommandMessage<Command> message, CompletableFuture<Answer> answer) {
    try {
      gateway.<CommandMessage<Command>, Answer>send(
          message,
          (_, result) -> {
            if (result.isExceptional()) {
              answer.completeExceptionally(result.exceptionResult());
            } else {
              answer.complete(result.getPayload());
            }
          });
    } catch (RuntimeException notSent) {
      answer.completeExceptionally(notSent);
    }
  }

  private static Answer noted(Command command, String key, Answer answer) {
    if (answer instanceof Refused(var rejection) && !new Refusal(command, rejection).isForeseen()) {
      log.error("Nobody foresaw that {} is refused with {}; sent as {}", command, rejection, key);
    }
    return answer;
  }

  private static CommandMessage<Command> message(
      Command command, String actor, String key, EventMessage<?> cause) {
    Object correlation =
        cause.getMetaData().getOrDefault(MessageKeys.CORRELATION_ID, cause.getIdentifier());
    return new GenericCommandMessage<>(
        command,
        Map.of(
            MessageKeys.IDEMPOTENCY_KEY, key,
            MessageKeys.FINGERPRINT, command.getClass().getSimpleName(),
            MessageKeys.CORRELATION_ID, correlation,
            MessageKeys.CAUSATION_ID, cause.getIdentifier(),
            MessageKeys.ACTOR, actor));
  }

  private static void pause(Command command, Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SagaCommandException(command, interrupted);
    }
  }
}
