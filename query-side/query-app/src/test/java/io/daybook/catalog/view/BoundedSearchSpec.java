package io.daybook.catalog.view;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Searches of a server that takes questions and says nothing.
class BoundedSearchSpec {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Queue<Socket> asked = new ConcurrentLinkedQueue<>();
  private ServerSocket server;
  private ElasticsearchClient client;
  private BoundedSearch search;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, BoundedSearch.MOST_AT_ONCE * 2, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
    client = BoundedSearch.connect("http://127.0.0.1:" + server.getLocalPort());
    search = new BoundedSearch(client);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
    for (Socket one : asked) {
      one.close();
    }
  }

  @Test
  void as_many_are_asked_at_once_as_may_be_and_the_next_one_hears_so_at_once() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long until = BoundedSearch.patience() + PATIENCE.toNanos();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < BoundedSearch.MOST_AT_ONCE; i++) {
        all.add(threads.submit(() -> search.ask(it -> it.info(), until)));
      }
      await().atMost(PATIENCE).until(() -> asked.size() == BoundedSearch.MOST_AT_ONCE);

      assertThatThrownBy(() -> search.ask(it -> it.info(), until))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Too many");
      all.forEach(one -> one.cancel(true));
    }
  }

  @Test
  void whoever_has_waited_long_enough_gives_the_place_to_the_next() {
    for (int i = 0; i <= BoundedSearch.MOST_AT_ONCE; i++) {
      long until = System.nanoTime() + Duration.ofMillis(5).toNanos();
      assertThatThrownBy(() -> search.ask(it -> it.info(), until))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has not answered");
    }
  }

  private void listen() {
    try {
      while (true) {
        asked.add(server.accept());
      }
    } catch (IOException _) {
      // The test is over.
    }
  }
}
