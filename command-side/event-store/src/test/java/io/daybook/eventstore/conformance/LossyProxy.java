package io.daybook.eventstore.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A way to PostgreSQL that loses one answer: the one that says that a certain transaction is
/// committed. The connection breaks instead.
///
/// It knows the transaction by a text in it, and its end by the server's `ReadyForQuery` outside of
/// a transaction.
final class LossyProxy implements AutoCloseable {

  private static final byte[] IDLE = {'Z', 0, 0, 0, 5, 'I'};

  private final int target;
  private final String marker;
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean lost;

  /// @param marker is in the transaction whose answer is lost
  LossyProxy(int target, String marker) throws IOException {
    this.target = target;
    this.marker = marker;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// Whether it has lost the answer.
  boolean hasLost() {
    return lost;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, server));
        var link = new Link(client, server);
        Thread.startVirtualThread(link::forwardRequests);
        Thread.startVirtualThread(link::forwardAnswers);
      } catch (IOException closed) {
        // No more callers, or no server: the next one finds out.
      }
    }
  }

  private final class Link {

    private final Socket client;
    private final Socket server;
    private volatile boolean marked;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void forwardRequests() {
      forward(
          client,
          server,
          bytes -> {
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains(marker)) {
              marked = true;
            }
            return true;
          });
    }

    void forwardAnswers() {
      forward(
          server,
          client,
          bytes -> {
            boolean last = marked && !lost && endsIdle(bytes);
            lost |= last;
            return !last;
          });
    }

    private static boolean endsIdle(byte[] bytes) {
      return bytes.length >= IDLE.length
          && Arrays.equals(
              IDLE, Arrays.copyOfRange(bytes, bytes.length - IDLE.length, bytes.length));
    }

    private void forward(Socket from, Socket to, Gate gate) {
      byte[] buffer = new byte[1 << 16];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          if (!gate.opensFor(Arrays.copyOf(buffer, read))) {
            return;
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException broken) {
        // Both ends are closed now, as with a broken cable.
      }
    }
  }

  private interface Gate {
    boolean opensFor(byte[] bytes);
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
