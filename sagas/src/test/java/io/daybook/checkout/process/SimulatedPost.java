package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// How commands reach the shop: at once, or long after their sender has died. The books are looked
/// at after each.
final class SimulatedPost {

  private record Letter(String key, Command command) {}

  private final SimulatedShop shop;
  private final SimulatedBooks books;
  private final Random random;
  private final Map<String, Class<?>> fingerprints = new HashMap<>();
  private final List<Letter> delayed = new ArrayList<>();

  SimulatedPost(SimulatedShop shop, SimulatedBooks books, Random random) {
    this.shop = shop;
    this.books = books;
    this.random = random;
  }

  /// Sends what a process asks for, under its key.
  Answer send(String key, Command command) {
    Class<?> before = fingerprints.putIfAbsent(key, command.getClass());
    assertThat(before).as("the key %s is another command's", key).isIn(null, command.getClass());
    Answer answer = shop.ask(key, command);
    if (answer instanceof Refused(var rejection)) {
      Refusal refusal = new Refusal(command, rejection);
      if (!refusal.isForeseen()) {
        shop.mistakes.add(refusal);
      }
    }
    books.check();
    return answer;
  }

  /// Says what anybody else says; whether it is refused is theirs to know.
  void say(Command command) {
    shop.ask(command);
    books.check();
  }

  /// The sender dies: nobody waits for this any more, and perhaps it never left.
  void sendDying(String key, Command command) {
    if (random.nextBoolean()) {
      delayed.add(new Letter(key, command));
    }
  }

  boolean isEmpty() {
    return delayed.isEmpty();
  }

  /// Lets one of those arrive after all.
  void deliver() {
    if (!delayed.isEmpty()) {
      Letter letter = delayed.remove(random.nextInt(delayed.size()));
      send(letter.key(), letter.command());
    }
  }
}
