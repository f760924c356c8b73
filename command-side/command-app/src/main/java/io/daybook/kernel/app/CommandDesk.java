package io.daybook.kernel.app;

import io.daybook.axon.MessageKeys;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.web.Contract;
import io.daybook.web.FieldError;
import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/// Where requests become commands and answers become replies. Safe for all threads.
final class CommandDesk {

  private static final long LIMIT_SECONDS = 30;

  private final CommandGateway gateway;
  private final Contract contract;
  private final Rejections rejections;
  private final OrderOutcomes outcomes;
  private final LongSupplier head;
  private final Semaphore places;

  /// @param head looks up the last position of the log
  /// @param mostAtOnce commands in work; one more is told to come back later
  CommandDesk(
      CommandGateway gateway,
      Contract contract,
      Rejections rejections,
      OrderOutcomes outcomes,
      LongSupplier head,
      int mostAtOnce) {
    this.gateway = gateway;
    this.contract = contract;
    this.rejections = rejections;
    this.outcomes = outcomes;
    this.head = head;
    this.places = new Semaphore(mostAtOnce);
  }

  /// Answers one request; every refusal and failure is a reply too.
  Reply answer(Endpoint endpoint, Call call) {
    if (!places.tryAcquire()) {
      return Reply.refusal(RequestProblems.BUSY.saying("Too many commands are in work."));
    }
    try {
      judge(endpoint, call);
      Wish wish = endpoint.handler().apply(call);
      if (wish.order().isPresent() && call.patience().isPositive()) {
        try (OrderOutcomes.Watch watch = outcomes.watch(wish.order().get())) {
          return reply(wish, call, Optional.of(watch));
        }
      }
      return reply(wish, call, Optional.empty());
    } catch (ProblemException refused) {
      return Reply.refusal(refused.problem());
    } catch (RefusedException refused) {
      return Reply.refusal(rejections.problemOf(refused.rejection()));
    } catch (RuntimeException failed) {
      return Reply.refusal(CommandFailures.problemOf(failed));
    } finally {
      places.release();
    }
  }

  private void judge(Endpoint endpoint, Call call) {
    if (endpoint.keyRequired() && call.idempotencyKey().isEmpty()) {
      throw new ProblemException(
          RequestProblems.IDEMPOTENCY_KEY_MISSING
              .saying(RequestProblems.IDEMPOTENCY_KEY_MISSING.title())
              .withErrors(List.of(FieldError.parameter(Headers.IDEMPOTENCY_KEY, "is missing"))));
    }
    if (endpoint.schema() != null) {
      List<FieldError> errors = contract.check(endpoint.schema(), call.body());
      if (!errors.isEmpty()) {
        throw new ProblemException(
            RequestProblems.INVALID.saying(describe(errors.getFirst())).withErrors(errors));
      }
    }
  }

  private Reply reply(Wish wish, Call call, Optional<OrderOutcomes.Watch> watch) {
    return switch (send(wish, call)) {
      case Refused(var rejection) -> Reply.refusal(rejections.problemOf(rejection));
      case Done done when watch.isPresent() -> outcome(wish, call, done, watch.get());
      case Done done when wish.order().isPresent() ->
          success(wish, done, placed(wish.order().get(), done));
      case Done done -> success(wish, done, new Written(wish.id(), done.version(), position(done)));
    };
  }

  private Reply outcome(Wish wish, Call call, Done done, OrderOutcomes.Watch watch) {
    OrderId order = wish.order().orElseThrow();
    return watch
        .await(done.position(), call.patience())
        .map(it -> {
          long position = Math.max(it.position(), done.position());
          Done seen = new Done(done.stream(), done.version(), position);
          return success(
                  wish.answeredWith(201),
                  seen,
                  new OrderOutcome(
                      order, it.status(), it.reason().orElse(null), done.version(), position(seen)))
              .with(Headers.PREFERENCE_APPLIED, "wait=" + call.patience().toSeconds());
        })
        .orElseGet(() -> success(wish, done, placed(order, done)));
  }

  private static OrderOutcome placed(OrderId order, Done done) {
    return new OrderOutcome(order, "PLACED", null, done.version(), position(done));
  }

  /// What found its work done has written nothing; but what it found is in the log by now, and not
  /// certainly in the views.
  private Reply success(Wish wish, Done done, Object body) {
    wish.before().run();
    return new Reply(wish.status(), Map.of(), body)
        .with("Location", wish.location())
        .with("ETag", Headers.etag(done.version()))
        .with(
            Headers.CONSISTENCY_TOKEN,
            "" + (done.position() == 0 ? head.getAsLong() : done.position()));
  }

  private static @Nullable Long position(Done done) {
    return done.position() == 0 ? null : done.position();
  }

  private Answer send(Wish wish, Call call) {
    Map<String, Object> metadata = new HashMap<>(wish.metadata());
    metadata.put(MessageKeys.ACTOR, call.actor());
    metadata.put(MessageKeys.CORRELATION_ID, call.traceId());
    call.idempotencyKey()
        .ifPresent(key -> {
          // Keys that processes make are kept apart from those that callers choose.
          metadata.put(MessageKeys.IDEMPOTENCY_KEY, "api/" + key);
          metadata.putIfAbsent(MessageKeys.FINGERPRINT, call.fingerprint());
        });
    call.ifMatch().ifPresent(it -> metadata.put(CommandMessages.EXPECTED_VERSION, it));
    CompletableFuture<Answer> answer =
        gateway.send(new GenericCommandMessage<>(wish.command(), metadata));
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new CommandExecutionException("The command failed", failed.getCause());
    } catch (TimeoutException _) {
      throw unavailable("The command is not done yet.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unavailable("The server is stopping.");
    }
  }

  private static ProblemException unavailable(String detail) {
    return new ProblemException(RequestProblems.UNAVAILABLE.saying(detail));
  }

  private static String describe(FieldError error) {
    return "%s: %s".formatted(error.pointer(), error.detail());
  }
}
