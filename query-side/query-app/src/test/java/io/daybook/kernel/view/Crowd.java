package io.daybook.kernel.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Many clients of streams of server-sent events, each with a connection of its own and all with
/// one thread. They only count what they hear.
final class Crowd implements AutoCloseable {

  private static final byte[] EVENT = "\nevent:".getBytes(StandardCharsets.US_ASCII);
  private static final int CONNECTING_AT_ONCE = 64;

  private final URI server;
  private final Selector selector = Selector.open();
  private final Queue<Client> joining = new ConcurrentLinkedQueue<>();
  private final Queue<Client> waiting = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final AtomicIntegerArray heard;
  private final Thread thread = Thread.ofPlatform().name("crowd").unstarted(this::run);
  private int connecting;
  private volatile boolean closed;

  /// @param clients at most
  Crowd(URI server, int clients) throws IOException {
    this.server = server;
    this.heard = new AtomicIntegerArray(clients);
    thread.start();
  }

  private final class Client {

    private final int number;
    private final ByteBuffer request;
    private int matched;

    Client(int number, String path) {
      this.number = number;
      this.request =
          ByteBuffer.wrap(
              "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\nPrefer: wait=30\r\n\r\n"
                  .formatted(path, server.getAuthority())
                  .getBytes(StandardCharsets.US_ASCII));
    }

    void count(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        byte next = bytes.get();
        matched = next == EVENT[matched] ? matched + 1 : next == EVENT[0] ? 1 : 0;
        if (matched == EVENT.length) {
          heard.incrementAndGet(number);
          matched = 0;
        }
      }
    }
  }

  /// One more opens a stream.
  void join(int number, String path) {
    joining.add(new Client(number, path));
    selector.wakeup();
  }

  /// How many events a client has heard.
  int heard(int number) {
    return heard.get(number);
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector) {
      while (!closed) {
        connect();
        selector.select(this::serve);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void connect() throws IOException {
    for (Client next = joining.poll(); next != null; next = joining.poll()) {
      waiting.add(next);
    }
    while (connecting < CONNECTING_AT_ONCE && !waiting.isEmpty()) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.register(selector, SelectionKey.OP_CONNECT, waiting.remove());
      connecting++;
    }
  }

  private void serve(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    Client client = (Client) key.attachment();
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        channel.write(client.request);
        key.interestOps(SelectionKey.OP_READ);
        connecting--;
      } else if (channel.read(buffer.clear()) < 0) {
        channel.close();
      } else {
        client.count(buffer.flip());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
