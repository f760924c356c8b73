package io.daybook.bench.pages;

import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Somebody who gets the same pages again and again.
final class Pages implements Contender {

  private final String name;
  private final URI api;
  private final int status;
  private final List<byte[]> requests;

  private Pages(String name, URI api, int status, List<byte[]> requests) {
    this.name = name;
    this.api = api;
    this.status = status;
    this.requests = requests;
  }

  /// @param paths whose answers are read whole
  static Pages whole(String name, URI api, List<String> paths) {
    return new Pages(name, api, 200, paths.stream().map(it -> Wire.request(it, "")).toList());
  }

  /// @param paths whose answers the client has already
  static Pages known(String name, URI api, List<String> paths) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    try (Wire wire = new Wire(api)) {
      for (String path : paths) {
        String etag = Wire.header(wire.ask(Wire.request(path, "")), "ETag");
        requests.add(Wire.request(path, "If-None-Match: %s\r\n".formatted(etag)));
      }
    }
    return new Pages(name, api, 304, requests);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    List<Wire> wires = new ArrayList<>();
    List<Random> lots = new ArrayList<>();
    try {
      for (int i = 0; i < callers; i++) {
        wires.add(new Wire(api));
        lots.add(new Random(i));
      }
      return Load.run(
          callers,
          limit,
          (caller, _) -> {
            byte[] request = requests.get(lots.get(caller).nextInt(requests.size()));
            String head = wires.get(caller).ask(request);
            if (Wire.status(head) != status) {
              throw new IllegalStateException(head);
            }
          });
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
