package io.daybook.bench.pages;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One kept-alive connection that sends requests and reads answers past: the load must cost less
/// than what it is put on. Used by one thread at a time.
final class Wire implements AutoCloseable {

  private static final String LENGTH = "content-length:";
  private static final int STATUS_AT = 9;

  private final Socket socket;
  private final InputStream in;

  Wire(URI api) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), api.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
  }

  /// A request as it goes over the wire.
  ///
  /// @param headers each with its line end
  static byte[] request(String path, String headers) {
    return "GET %s HTTP/1.1\r\nHost: daybook\r\n%s\r\n"
        .formatted(path, headers)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Sends a request.
  ///
  /// @return the head of the answer, whose body is read too
  String ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    StringBuilder head = new StringBuilder(512);
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("The server hung up after " + head);
      }
      head.append((char) next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
    }
    in.skipNBytes(length(head.toString()));
    return head.toString();
  }

  /// The status in the head of an answer.
  static int status(String head) {
    return Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3));
  }

  /// A header of an answer.
  static String header(String head, String name) {
    return head.lines()
        .filter(it -> it.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(it -> it.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private static int length(String head) {
    for (int at = head.indexOf('\n'); at > 0; at = head.indexOf('\n', at + 1)) {
      if (head.regionMatches(true, at + 1, LENGTH, 0, LENGTH.length())) {
        int from = at + 1 + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
