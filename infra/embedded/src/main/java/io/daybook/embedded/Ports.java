package io.daybook.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of the loopback interface.
final class Ports {

  private Ports() {}

  /// A port that is free now: `wanted`, or any when that is 0.
  ///
  /// @throws EmbeddedServerException when `wanted` is in use
  static int free(int wanted, String server) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException _) {
      throw EmbeddedServerException.portInUse(server, wanted);
    }
  }
}
