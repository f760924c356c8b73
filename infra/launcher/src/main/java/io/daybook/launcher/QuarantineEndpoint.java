package io.daybook.launcher;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.daybook.axon.MessageKeys;
import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.axon.TransientFailure;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.projection.ViewQuarantines;
import io.daybook.operations.command.SkipCommand.SkipEvent;
import io.daybook.operations.event.LoggedEventId;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.web.ProblemException;
import io.daybook.web.ProblemType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What readers of the log could not take further, and what can be done about it. Every request may
/// be sent again.
@RestController
final class QuarantineEndpoint {

  static final ProblemType NOT_HELD =
      new ProblemType(
          "operations/not-in-quarantine",
          404,
          "Nothing of that kind is in quarantine.",
          "List the quarantine; it may have been mended meanwhile.");

  static final ProblemType NOT_COMPENSATED =
      new ProblemType(
          "operations/not-compensated",
          409,
          "The order can not be called off.",
          "Redrive or skip instead; the detail says what forbids it.");

  static final ProblemType NOT_NOW =
      new ProblemType(
          "operations/not-now",
          503,
          "A part that is needed is away.",
          "Try again; nothing was changed.");

  private static final int LONGEST_REASON = 500;
  private static final long LIMIT_SECONDS = 30;

  private final List<Quarantine> quarantines;
  private final CommandGateway commands;

  QuarantineEndpoint(
      ObjectProvider<Quarantine> quarantines,
      ObjectProvider<ViewQuarantines> views,
      CommandGateway commands) {
    this.quarantines = all(quarantines, views);
    this.commands = commands;
  }

  /// Those of whoever does something, and of the views.
  static List<Quarantine> all(
      ObjectProvider<Quarantine> quarantines, ObjectProvider<ViewQuarantines> views) {
    return Stream.concat(quarantines.stream(), views.stream().flatMap(it -> it.all().stream()))
        .toList();
  }

  /// @param sequences all that is held, the oldest first
  record Listing(List<Waiting> sequences) {}

  /// @param next what can be done about it: `redrive`, `skip`, `compensate`
  record Waiting(@JsonUnwrapped Held held, List<String> next) {

    static Waiting of(Quarantine quarantine, Held held) {
      return new Waiting(
          held,
          quarantine.isCompensated()
              ? List.of("redrive", "skip", "compensate")
              : List.of("redrive", "skip"));
    }
  }

  /// What became of a sequence.
  ///
  /// @param held what is still held of it; absent when it is free
  record Outcome(@Nullable Held held) {}

  @GetMapping("/ops/quarantine")
  Listing held() {
    return new Listing(
        quarantines.stream()
            .flatMap(it -> it.held().stream().map(held -> Waiting.of(it, held)))
            .sorted(Comparator.comparing(it -> it.held().since()))
            .toList());
  }

  @PostMapping("/ops/quarantine/redrive")
  Outcome redrive(@RequestParam String reader, @RequestParam String sequence) {
    Quarantine quarantine = of(reader);
    Held held = find(quarantine, sequence);
    return now(() -> new Outcome(quarantine.redrive(held.sequence()).orElse(null)));
  }

  /// The skip is an event before it has an effect: a crash in between leaves a sequence that is
  /// still held, and the same request goes on.
  @PostMapping("/ops/quarantine/skip")
  Outcome skip(
      @RequestParam String reader, @RequestParam String sequence, @RequestParam String reason) {
    checked(reason);
    Quarantine quarantine = of(reader);
    Held held = find(quarantine, sequence);
    return now(() -> skipped(quarantine, held, reason));
  }

  /// Calls the order off. What its checkout did is undone by the checkout itself, which hears of it
  /// behind the event that is skipped.
  @PostMapping("/ops/quarantine/compensate")
  Outcome compensate(
      @RequestParam String reader, @RequestParam String sequence, @RequestParam String reason) {
    checked(reason);
    Quarantine quarantine = of(reader);
    if (!quarantine.isCompensated()) {
      throw new ProblemException(
          NOT_COMPENSATED.saying("Calling the order off undoes nothing of %s.".formatted(reader)));
    }
    Held held = find(quarantine, sequence);
    return now(() -> {
      Answer answer =
          ask(
              new CancelOrder(new OrderId(sequence), reason),
              "compensate/%s/%s".formatted(reader, held.eventId()));
      if (answer instanceof Refused(var rejection)) {
        throw new ProblemException(NOT_COMPENSATED.saying(rejection.toString()));
      }
      return skipped(quarantine, held, reason);
    });
  }

  private Outcome skipped(Quarantine quarantine, Held held, String reason) {
    String reader = quarantine.reader();
    ask(
        new SkipEvent(
            new LoggedEventId(held.eventId()), reader, held.sequence(), held.position(), reason),
        "skip/%s/%s".formatted(reader, held.eventId()));
    return new Outcome(quarantine.skip(held.sequence(), held.position()).orElse(null));
  }

  private Answer ask(Command command, String key) {
    return commands
        .<Answer>send(
            new GenericCommandMessage<>(
                command,
                Map.of(
                    MessageKeys.IDEMPOTENCY_KEY, key,
                    MessageKeys.CORRELATION_ID, key,
                    MessageKeys.ACTOR, "operator")))
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static <T> T now(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException said) {
      throw said;
    } catch (RuntimeException failed) {
      if (TransientFailure.is(failed)) {
        throw new ProblemException(NOT_NOW.saying("It could not be finished; try again."));
      }
      throw failed;
    }
  }

  private Quarantine of(String reader) {
    return quarantines.stream()
        .filter(it -> it.reader().equals(reader))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                NOT_HELD.saying("There is no quarantine of a reader %s.".formatted(reader))));
  }

  private static Held find(Quarantine quarantine, String sequence) {
    return quarantine.held().stream()
        .filter(it -> it.sequence().equals(sequence))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                NOT_HELD.saying("%s is not held by %s.".formatted(sequence, quarantine.reader()))));
  }

  private static void checked(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw ProblemException.ofParameter(
          "reason", "is 1 to %d characters".formatted(LONGEST_REASON));
    }
  }
}
