package io.daybook.kernel.app;

import io.daybook.axon.MessageKeys;
import io.daybook.eventstore.AppendContext;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.Receipt;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/// Has a command handled, and written beside its events what belongs to them: who caused them, the
/// receipt, the claims. For one attempt at one command.
///
/// A command that came to no event is settled with the event store as well: what it decided may
/// rest on a shell that was remembered while another node wrote to its stream.
final class AppendingHandler implements MessageHandler<CommandMessage<?>> {

  private final MessageHandler<? super CommandMessage<?>> handler;
  private final LogEventStore eventLog;
  private final AnswerJson json;
  private volatile long position;

  AppendingHandler(
      MessageHandler<? super CommandMessage<?>> handler, LogEventStore eventLog, AnswerJson json) {
    this.handler = handler;
    this.eventLog = eventLog;
    this.json = json;
  }

  /// Last position that the command wrote, 0 when it wrote nothing; known when the unit of work is
  /// over.
  long position() {
    return position;
  }

  @Override
  public Object handle(CommandMessage<?> command) throws Exception {
    UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
    unitOfWork.registerCorrelationDataProvider(AppendingHandler::causeOf);
    AppendContext append = AppendContext.current();
    unitOfWork.onCommit(_ -> {
      if (append.lastPosition() == 0) {
        eventLog.appendNothing();
      }
    });
    unitOfWork.afterCommit(_ -> position = append.lastPosition());
    Object result = handler.handle(command);
    if (result instanceof Answer answer) {
      claim(command, answer, append);
      CommandMessages.receiptKey(command)
          .map(key -> new Receipt(key.key(), key.fingerprint(), json.write(answer)))
          .ifPresent(append::receipt);
    }
    return result;
  }

  private static void claim(CommandMessage<?> message, Answer answer, AppendContext append) {
    String owner = ((Command) message.getPayload()).stream().toString();
    if (answer instanceof Done) {
      Optional.ofNullable((String) message.getMetaData().get(CommandMessages.RELEASE))
          .ifPresent(kind -> append.release(kind, owner));
      Optional.ofNullable((String) message.getMetaData().get(CommandMessages.CLAIM))
          .ifPresent(claim -> {
            int colon = claim.indexOf(':');
            append.claim(claim.substring(0, colon), claim.substring(colon + 1), owner);
          });
    }
  }

  private static Map<String, ?> causeOf(Message<?> command) {
    Map<String, Object> cause = new HashMap<>();
    cause.put(
        MessageKeys.CORRELATION_ID,
        command.getMetaData().getOrDefault(MessageKeys.CORRELATION_ID, command.getIdentifier()));
    cause.put(MessageKeys.CAUSATION_ID, command.getIdentifier());
    Object actor = command.getMetaData().get(MessageKeys.ACTOR);
    if (actor != null) {
      cause.put(MessageKeys.ACTOR, actor);
    }
    return cause;
  }
}
