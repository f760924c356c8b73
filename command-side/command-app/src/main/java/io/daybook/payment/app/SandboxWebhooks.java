package io.daybook.payment.app;

import io.daybook.sandbox.Receiver;

/// The way of the sandbox's webhooks within one process: what happens to them is the same as for
/// those that come over HTTP, signature and all. Thread-safe.
///
/// @param endpoint takes them
record SandboxWebhooks(WebhookEndpoint endpoint) implements Receiver {

  @Override
  public void receive(String id, long timestamp, byte[] body, String signature) {
    endpoint.receive(id, timestamp, body, signature);
  }
}
