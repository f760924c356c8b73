package io.daybook.bench.reading;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The limit: the finished documents, which Daybook itself sent, in bulk requests that are made
/// beforehand, so many at once, into an empty index of the same definition that refreshes as
/// seldom.
final class BareBulk implements Contender {

  private static final String INDEX = "bare";

  private final String name;
  private final ElasticsearchClient elasticsearch;
  private final Asking asking;
  private final String definition;
  private final List<String> requests;
  private final int documents;
  private final int atOnce;

  /// @param definition settings and mappings
  /// @param lines an action and a document in turn
  /// @param size documents of a request
  /// @param atOnce requests at once
  BareBulk(
      ElasticsearchClient elasticsearch,
      URI uri,
      String definition,
      List<String> lines,
      int size,
      int atOnce) {
    this.name = "bulk-%dx%d".formatted(atOnce, size);
    this.elasticsearch = elasticsearch;
    this.asking = new Asking(uri);
    this.definition = definition;
    this.documents = lines.size() / 2;
    this.atOnce = atOnce;
    this.requests = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += 2 * size) {
      requests.add(
          String.join("\n", lines.subList(from, Math.min(lines.size(), from + 2 * size))) + "\n");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    elasticsearch.indices().delete(it -> it.index(INDEX).ignoreUnavailable(true));
    elasticsearch.indices().create(it -> it.index(INDEX).withJson(new StringReader(definition)));
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> senders = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        senders.add(
            threads.submit(() -> {
              send(next);
              return null;
            }));
      }
    }
    long end = System.nanoTime();
    for (Future<?> sender : senders) {
      sender.get();
    }
    elasticsearch.indices().refresh(it -> it.index(INDEX));
    long found = elasticsearch.count(it -> it.index(INDEX)).count();
    elasticsearch.indices().delete(it -> it.index(INDEX));
    if (found != documents) {
      throw new IllegalStateException("%d documents of %d".formatted(found, documents));
    }
    return Sample.of(documents * (double) TimeUnit.SECONDS.toNanos(1) / (end - start));
  }

  private void send(AtomicInteger next) throws IOException, InterruptedException {
    for (int n = next.getAndIncrement(); n < requests.size(); n = next.getAndIncrement()) {
      String answer =
          new String(asking.post("/" + INDEX + "/_bulk", requests.get(n)), StandardCharsets.UTF_8);
      if (!answer.contains("\"errors\":false")) {
        throw new IOException(answer.substring(0, Math.min(1_000, answer.length())));
      }
    }
  }
}
