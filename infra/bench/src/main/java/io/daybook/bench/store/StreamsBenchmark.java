package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Sample;
import io.daybook.bench.Settings;
import io.daybook.bench.shop.WebNode;
import io.daybook.eventstore.LogEventStore;
import io.daybook.streams.StreamsConfiguration;
import io.daybook.web.WebConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.springframework.context.annotation.Import;

/// The whole log over HTTP to a reader on the same machine, who looks at every byte and does
/// nothing with it.
public final class StreamsBenchmark implements Benchmark {

  private static final double LEAST = 100_000;
  private static final double OF_COPY = 0.5;
  private static final String NDJSON = "ndjson";
  private static final String COPY = "copy-to-stdout";

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public String summary() {
    return "the log over HTTP: NDJSON, packed and not, and server-sent events";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    int events = bed.settings().rows(1_000_000, 100_000);
    Settings rounds = bed.settings().withRounds(Math.min(3, bed.settings().rounds()));
    String database = Filling.daybook(bed, events, report);
    report.line("%d events, %d rounds".formatted(events, rounds.rounds()));
    report.line("");
    try (Daybook daybook = Daybook.on(bed, database);
        WebNode web =
            WebNode.start(
                Streams.class,
                Map.of(),
                context ->
                    context.registerBean(
                        LogEventStore.class,
                        daybook::log,
                        bean -> bean.setDestroyMethodName("")))) {
      List<Contender> readers = new ArrayList<>();
      readers.add(reader(NDJSON, web.api(), "Accept: application/x-ndjson", events));
      readers.add(reader("event-stream", web.api(), "Accept: text/event-stream", events));
      readers.add(reader("zstd", web.api(), "Accept-Encoding: zstd", events));
      readers.add(reader("gzip", web.api(), "Accept-Encoding: gzip", events));
      readers.add(copy(bed, database, events));
      Comparison.warmUp(readers, 1, rounds);
      Comparison streams = Comparison.of(readers, 1, rounds);
      streams.show("events to one reader", report);
      return List.of(
          new Goal(name() + "/100000-per-s", streams.rate(NDJSON).median() / LEAST, 1),
          streams.goal(name() + "/", NDJSON, COPY, OF_COPY));
    }
  }

  @FunctionalInterface
  private interface Pass {
    void run() throws Exception;
  }

  private static Contender contender(String name, int events, Pass pass) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Sample run(int callers, Limit limit) throws Exception {
        long start = System.nanoTime();
        pass.run();
        return Sample.of(
            events * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start));
      }
    };
  }

  private static Contender copy(Bed bed, String database, int events) {
    return contender(
        COPY,
        events,
        () -> {
          try (var connection = bed.plain(database).getConnection()) {
            long rows =
                connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                        "copy (select * from events order by position) to stdout",
                        OutputStream.nullOutputStream());
            if (rows != events) {
              throw new IllegalStateException("%d of %d rows came.".formatted(rows, events));
            }
          }
        });
  }

  private static Contender reader(String name, URI api, String header, int events) {
    return contender(
        name, events, () -> read(api, header, header.contains("Encoding") ? 0 : events));
  }

  /// HTTP/1.0, so that the answer is the bytes and nothing between them.
  ///
  /// @param atLeast how many lines there must be
  private static void read(URI api, String header, int atLeast) throws IOException {
    String request = "GET /v1/streams/all/events HTTP/1.0\r\n%s\r\n\r\n".formatted(header);
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      long lines = 0;
      int read = in.read(buffer);
      if (read < 12 || !new String(buffer, 9, 3, StandardCharsets.US_ASCII).equals("200")) {
        throw new IOException("The stream was refused.");
      }
      while (read >= 0) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines++;
          }
        }
        read = in.read(buffer);
      }
      if (lines < atLeast) {
        throw new IOException("%d of %d lines came.".formatted(lines, atLeast));
      }
    }
  }

  /// What answers.
  @Import({StreamsConfiguration.class, WebConfiguration.class})
  static class Streams {}
}
