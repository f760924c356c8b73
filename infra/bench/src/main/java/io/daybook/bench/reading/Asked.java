package io.daybook.bench.reading;

import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import io.daybook.bench.reading.Overheard.Sent;
import java.util.List;

/// Somebody who is asked the same questions again and again, in the same order.
final class Asked implements Contender {

  private final String name;
  private final Asking asking;
  private final String[] questions;
  private final List<List<Sent>> searches;

  /// @param searches what Elasticsearch is asked instead of each of `questions`, one after the
  ///   other; none to ask these
  Asked(String name, Asking asking, String[] questions, List<List<Sent>> searches) {
    this.name = name;
    this.asking = asking;
    this.questions = questions;
    this.searches = searches;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    return Load.run(callers, limit, (_, n) -> ask(n));
  }

  void ask(long n) throws Exception {
    int which = (int) (n % questions.length);
    if (searches.isEmpty()) {
      asking.get(questions[which], 0);
    } else {
      for (Sent search : searches.get(which)) {
        asking.post(search.path(), search.body());
      }
    }
  }
}
