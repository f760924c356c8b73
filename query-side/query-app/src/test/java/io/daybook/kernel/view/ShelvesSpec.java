package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class ShelvesSpec {

  private final Shared shared = new Shared();
  private final Shelves shelves =
      new Shelves(new CacheSettings(DataSize.ofMegabytes(1), null), shared);
  private final Shelf things = shelves.open("thing", "thing", "part");

  @Test
  void what_is_shared_is_not_read() {
    shelves.allChanged(4);
    shared.known.put("thing/a", answer(7));
    assertThat(find(8)).isEqualTo("7");
    assertThat(shared.asked).containsExactly(4L);
  }

  @Test
  void what_was_read_is_shared_with_the_last_change_that_was_known_before() {
    shelves.allChanged(4);
    assertThat(find(8)).isEqualTo("8");
    assertThat(shared.put).containsExactly(4L);
  }

  @Test
  void before_anything_is_known_of_changes_nothing_is_shared() {
    assertThat(find(8)).isEqualTo("8");
    assertThat(shared.asked).isEmpty();
    assertThat(shared.put).isEmpty();
  }

  @Test
  void a_change_of_any_stream_of_a_thing_forgets_it_and_is_told_with_the_one_before() {
    shelves.allChanged(4);
    assertThat(find(1)).isEqualTo("1");
    shelves.changed(Set.of("other/a", "thing/b"), 5);
    assertThat(find(2)).isEqualTo("1");
    shelves.changed(Set.of("part/a"), 6);
    assertThat(find(2)).isEqualTo("2");
    assertThat(shared.told).containsExactly("4 5 [thing/b]", "5 6 [thing/a]");
  }

  @Test
  void who_reads_while_a_change_is_told_is_not_given_what_was_shared_before_it() {
    shelves.allChanged(4);
    assertThat(find(1)).isEqualTo("1");
    shared.known.put("thing/a", answer(1));
    shared.whenTold = () -> assertThat(find(2)).isEqualTo("2");
    shelves.changed(Set.of("thing/a"), 5);
    assertThat(find(3)).isEqualTo("2");
  }

  private String find(int now) {
    return new String(
        things.find("a", () -> Optional.of(answer(now))).orElseThrow().json(),
        StandardCharsets.UTF_8);
  }

  private static Answer answer(int now) {
    return Answer.of(now, now);
  }

  /// Includes every change up to the fourth, and the one that is being told only afterwards.
  private static final class Shared implements SecondLevel {

    private final Map<String, Answer> known = new HashMap<>();
    private final List<Long> asked = new ArrayList<>();
    private final List<Long> put = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Runnable whenTold = () -> {};

    @Override
    public @Nullable Answer find(String key, long change) {
      asked.add(change);
      return change <= 4 ? known.get(key) : null;
    }

    @Override
    public void put(String key, Answer answer, long change) {
      put.add(change);
    }

    @Override
    public void changed(Collection<String> keys, long from, long to) {
      told.add(from + " " + to + " " + keys);
      whenTold.run();
    }

    @Override
    public void allChanged(long to) {
      known.clear();
    }

    @Override
    public void bindTo(MeterRegistry registry) {}

    @Override
    public void each(BiConsumer<String, String> reader) {
      known.forEach(
          (key, answer) -> reader.accept(key, new String(answer.json(), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {}
  }
}
