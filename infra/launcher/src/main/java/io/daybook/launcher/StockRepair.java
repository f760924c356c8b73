package io.daybook.launcher;

import io.daybook.audit.projection.AuditReport.Mismatch;
import io.daybook.axon.MessageKeys;
import io.daybook.inventory.command.StockItemCommand.CorrectReservedStock;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/// Has a stock item set right what it has promised. The command's key names what was found, so that
/// whoever asks twice, or asks before the auditor has seen the correction, corrects once.
final class StockRepair {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CommandGateway gateway;

  StockRepair(CommandGateway gateway) {
    this.gateway = gateway;
  }

  /// What became of a repair.
  ///
  /// @param delta units promised more or fewer
  /// @param position of the correction; absent when it was refused
  /// @param refusal why; absent when it was done
  record Outcome(String sku, long delta, @Nullable Long position, @Nullable String refusal) {}

  Outcome repair(Mismatch wrong) {
    int delta = Math.toIntExact(wrong.live() - wrong.promised());
    String reason =
        "audit at %d: %d promised, %d in live reservations"
            .formatted(wrong.since(), wrong.promised(), wrong.live());
    Answer answer =
        gateway.sendAndWait(
            message(wrong, new CorrectReservedStock(new Sku(wrong.sku()), delta, reason)),
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS);
    return switch (answer) {
      case Done done -> new Outcome(wrong.sku(), delta, done.position(), null);
      case Refused(var rejection) -> new Outcome(wrong.sku(), delta, null, rejection.toString());
      case null -> new Outcome(wrong.sku(), delta, null, "There was no answer in time.");
    };
  }

  private static CommandMessage<CorrectReservedStock> message(
      Mismatch wrong, CorrectReservedStock command) {
    return new GenericCommandMessage<>(
        command,
        Map.of(
            MessageKeys.IDEMPOTENCY_KEY,
            "audit-repair/%s/%d".formatted(wrong.sku(), wrong.since()),
            MessageKeys.FINGERPRINT,
            "CorrectReservedStock " + command.delta(),
            MessageKeys.ACTOR,
            "operator"));
  }
}
