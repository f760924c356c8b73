package io.daybook.kernel.app;

import io.daybook.eventstore.EventStoreBusyException;
import io.daybook.eventstore.EventStoreUnavailableException;
import io.daybook.web.Problem;
import io.daybook.web.RequestProblems;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.AxonTransientException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.messaging.annotation.MessageHandlerInvocationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// What to tell a caller whose command failed for no reason of its own.
public final class CommandFailures {

  private static final Logger log = LoggerFactory.getLogger(CommandFailures.class);

  private CommandFailures() {}

  /// The problem that `failed` is to the caller. What nobody foresaw is logged whole.
  public static Problem problemOf(Throwable failed) {
    Throwable cause = failed;
    while ((cause instanceof CommandExecutionException
            || cause instanceof MessageHandlerInvocationException
            || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case EventStoreBusyException busy -> busy(busy);
      case EventStoreUnavailableException away -> unavailable(away);
      case DataAccessException away -> unavailable(away);
      case LockAcquisitionFailedException busy -> busy(busy);
      case ConcurrencyException busy -> busy(busy);
      case AxonTransientException away -> unavailable(away);
      case LaterReleaseException later -> {
        log.warn("A command was left to a node of a later release: {}", later.getMessage());
        yield RequestProblems.UNAVAILABLE.saying(
            "Something has happened that only nodes of a later release know.");
      }
      default -> {
        log.error("A command failed", cause);
        yield RequestProblems.FAILED.saying("The operator finds the reason in the log.");
      }
    };
  }

  private static Problem unavailable(Throwable away) {
    log.warn("A command could not be taken: {}", away.toString());
    return RequestProblems.UNAVAILABLE.saying("The event store can't be reached.");
  }

  private static Problem busy(Throwable busy) {
    log.warn("A command had to give way: {}", busy.toString());
    return RequestProblems.BUSY.saying("Too many commands are in work, or ask for the same thing.");
  }
}
