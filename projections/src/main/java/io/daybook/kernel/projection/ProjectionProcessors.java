package io.daybook.kernel.projection;

import io.daybook.axon.LogProcessor;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;

/// Starts the processors when everything is ready, and stops them before anything is closed.
final class ProjectionProcessors implements SmartLifecycle {

  private final List<LogProcessor> processors;
  private volatile boolean running;

  ProjectionProcessors(
      @Qualifier("tablesProcessor") LogProcessor tables,
      @Qualifier("productSearchProcessor") LogProcessor search) {
    this.processors = List.of(tables, search);
  }

  @Override
  public void start() {
    processors.forEach(LogProcessor::start);
    running = true;
  }

  @Override
  public void stop() {
    processors.reversed().forEach(LogProcessor::close);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
