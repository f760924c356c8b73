package io.daybook.checkout.process;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.command.Command;
import java.util.List;
import java.util.Random;

/// The reader that looks after confirmed orders. It crashes between any two of its words, and then
/// hears what it had not finished again; old events come again as well.
final class SimulatedAftercare {

  private final List<DomainEvent> log;
  private final SimulatedPost post;
  private final Random random;
  private int position;

  SimulatedAftercare(List<DomainEvent> log, SimulatedPost post, Random random) {
    this.log = log;
    this.post = post;
    this.random = random;
  }

  boolean isAtTheEnd() {
    return position == log.size();
  }

  /// Hears the next event that calls for anything, and perhaps crashes before step `luck`.
  void hear(int luck) {
    while (!isAtTheEnd() && AftercarePolicy.react(log.get(position)).isEmpty()) {
      position++;
    }
    if (!isAtTheEnd() && perform(position, luck)) {
      position++;
    }
  }

  /// A batch was worked on and not saved: some of it comes again.
  void hearAgain() {
    position -= random.nextInt(Math.min(position, 8) + 1);
  }

  private boolean perform(int at, int luck) {
    List<Command> commands = AftercarePolicy.react(log.get(at));
    for (int n = 1; n <= commands.size(); n++) {
      String key = "aftercare/%d/%d".formatted(at, n);
      if (n > luck) {
        post.sendDying(key, commands.get(n - 1));
        return false;
      }
      post.send(key, commands.get(n - 1));
    }
    return luck > 0;
  }
}
