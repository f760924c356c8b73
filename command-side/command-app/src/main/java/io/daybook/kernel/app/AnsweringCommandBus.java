package io.daybook.kernel.app;

import io.daybook.eventstore.AlreadyAnsweredException;
import io.daybook.eventstore.ClaimTakenException;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.StoredReceipt;
import io.daybook.kernel.app.CommandMessages.ReceiptKey;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.RequestRejection.IdempotencyKeyReused;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.ConcurrencyException;

/// The local command bus: every command in a virtual thread of its own, every result an [Answer].
///
/// Never in the sender's thread: a saga sends from inside its own unit of work, Axon would nest the
/// command's in it, and nothing would be appended before the saga's commits.
///
/// A command that lost a race (another node wrote to its stream) is decided again on a fresh load.
/// One whose idempotency key has been answered gets that answer, whatever it came to this time:
/// nothing of this time was written. So nobody looks the key up beforehand, which would cost every
/// command a read for the sake of the few that are repeated.
public final class AnsweringCommandBus extends AsynchronousCommandBus {

  /// While two nodes sell one thing, each loses now and then, and one of a thousand commands has
  /// lost five times in a row.
  private static final int ATTEMPTS = 12;

  private final LogEventStore eventLog;
  private final AnswerJson json;
  private final ClaimRefusals claimRefusals;

  AnsweringCommandBus(LogEventStore eventLog, Rejections rejections, ClaimRefusals claimRefusals) {
    super(
        AsynchronousCommandBus.builder()
            .executor(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("command-", 0).factory()))
            .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE));
    this.eventLog = eventLog;
    this.json = new AnswerJson(rejections);
    this.claimRefusals = claimRefusals;
  }

  @Override
  protected <C, R> void handle(
      CommandMessage<C> command,
      MessageHandler<? super CommandMessage<?>> handler,
      CommandCallback<? super C, ? super R> callback) {
    new Attempt<C, R>(handler, callback, ATTEMPTS).start(command);
  }

  private Answer answerBefore(ReceiptKey key) {
    StoredReceipt before =
        eventLog
            .receipts()
            .find(key.key())
            .orElseThrow(() -> new IllegalStateException("The receipt is gone: " + key.key()));
    return before.fingerprint().equals(key.fingerprint())
        ? json.read(before.outcome(), before.position())
        : new Refused(new IdempotencyKeyReused(key.key()));
  }

  /// One try at a command, and what follows from its result.
  private final class Attempt<C, R> implements CommandCallback<C, R> {

    private final MessageHandler<? super CommandMessage<?>> handler;
    private final AppendingHandler appending;
    private final CommandCallback<? super C, ? super R> callback;
    private final int left;

    Attempt(
        MessageHandler<? super CommandMessage<?>> handler,
        CommandCallback<? super C, ? super R> callback,
        int left) {
      this.handler = handler;
      this.appending = new AppendingHandler(handler, eventLog, json);
      this.callback = callback;
      this.left = left;
    }

    void start(CommandMessage<C> command) {
      AnsweringCommandBus.super.handle(command, appending, this);
    }

    @Override
    public void onResult(
        CommandMessage<? extends C> command, CommandResultMessage<? extends R> result) {
      if (!result.isExceptional()) {
        reply(command, withPosition(result.getPayload()));
        return;
      }
      switch (result.exceptionResult()) {
        case ConcurrencyException _ when left > 1 ->
            again(command, new Attempt<>(handler, callback, left - 1));
        case ClaimTakenException _ when left > 1 ->
            again(
                command,
                new Attempt<>(
                    it -> new Refused(claimRefusals.of(it.getPayload())), callback, left - 1));
        case AlreadyAnsweredException _ -> replyAsBefore(command, result);
        default -> callback.onResult(command, result);
      }
    }

    private void replyAsBefore(
        CommandMessage<? extends C> command, CommandResultMessage<? extends R> result) {
      Answer before;
      try {
        before = answerBefore(CommandMessages.receiptKey(command).orElseThrow());
      } catch (RuntimeException failed) {
        failed.addSuppressed(result.exceptionResult());
        callback.onResult(command, new GenericCommandResultMessage<R>(failed));
        return;
      }
      reply(command, before);
    }

    @SuppressWarnings("unchecked")
    private void again(CommandMessage<? extends C> command, Attempt<C, R> next) {
      next.start((CommandMessage<C>) command);
    }

    @SuppressWarnings("unchecked")
    private void reply(CommandMessage<? extends C> command, Object answer) {
      callback.onResult(command, new GenericCommandResultMessage<>((R) answer));
    }

    private Object withPosition(Object answer) {
      return answer instanceof Done(var stream, var version, _)
          ? new Done(stream, version, appending.position())
          : answer;
    }
  }
}
