package io.daybook.bench.store;

import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;

/// Something done through a node, by many callers.
final class AxonContender implements Contender {

  /// One operation on a node.
  @FunctionalInterface
  interface Work {
    void on(AxonNode node) throws Exception;
  }

  private final AxonNode node;
  private final Work work;

  AxonContender(AxonNode node, Work work) {
    this.node = node;
    this.work = work;
  }

  @Override
  public String name() {
    return node.name();
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    return Load.run(callers, limit, (_, _) -> work.on(node));
  }

  @Override
  public void close() throws Exception {
    node.close();
  }
}
