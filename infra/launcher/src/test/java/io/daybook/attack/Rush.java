package io.daybook.attack;

import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Requests that leave at the same moment, or so little apart that any of them may be first.
final class Rush {

  private static final int MOST_MICROS_APART = 4_000;

  private final OpenShop shop;
  private final Random random;

  Rush(OpenShop shop, long seed) {
    this.shop = shop;
    this.random = new Random(seed);
  }

  /// The answers, in the order of the requests.
  List<Reply> atOnce(Call... calls) throws Exception {
    return atOnce(MOST_MICROS_APART, calls);
  }

  /// The same, with up to so much time between the first and the last.
  List<Reply> atOnce(int microsApart, Call... calls) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Reply>> replies = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Call call : calls) {
        // Every second time nobody waits: then the machine decides.
        long nanos = random.nextBoolean() ? 0 : 1_000L * random.nextInt(microsApart);
        replies.add(
            threads.submit(() -> {
              start.await();
              LockSupport.parkNanos(nanos);
              return shop.send(call);
            }));
      }
      start.countDown();
    }
    List<Reply> all = new ArrayList<>();
    for (Future<Reply> reply : replies) {
      all.add(reply.get());
    }
    return all;
  }
}
