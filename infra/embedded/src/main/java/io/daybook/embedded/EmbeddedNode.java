package io.daybook.embedded;

import java.util.concurrent.CompletableFuture;

/// A real server in a JVM of its own, child of this process, on 127.0.0.1 only.
///
/// Life: a `start` of its kind takes the directory for this JVM, stops what a dead JVM has left
/// running there, and returns when the node answers. [#close] is the way to end it; should this JVM
/// die instead, the node reads the end of its input and stops by itself. Safe for use by several
/// threads.
public abstract sealed class EmbeddedNode implements AutoCloseable
    permits EmbeddedElasticsearch, EmbeddedKafka {

  private final ChildNode node;

  EmbeddedNode(ChildNode node) {
    this.node = node;
  }

  /// Host and port.
  String address() {
    return node.address();
  }

  /// The number of the node's process.
  public long pid() {
    return node.pid();
  }

  public boolean isAlive() {
    return node.isAlive();
  }

  /// Completes when the node ends without [#close], [#kill] included; never otherwise.
  public CompletableFuture<ProcessHandle> onExit() {
    return node.onExit();
  }

  /// Ends the node at once and without warning, as a crash would (SIGKILL). The data stay, even
  /// those of a temporary node until [#close].
  public void kill() {
    node.kill();
  }

  /// Stops the node; no process is left. Does nothing the second time.
  @Override
  public void close() {
    node.close();
  }
}
