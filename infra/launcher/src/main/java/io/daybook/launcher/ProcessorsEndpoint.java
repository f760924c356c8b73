package io.daybook.launcher;

import io.daybook.axon.LogProcessor;
import io.daybook.eventstore.EventLog;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who follows the log, how far they have come, and what stops them.
@RestController
final class ProcessorsEndpoint {

  private final EventLog log;
  private final List<LogProcessor> processors;

  ProcessorsEndpoint(EventLog log, ObjectProvider<LogProcessor> processors) {
    this.log = log;
    this.processors = processors.stream().sorted(Comparator.comparing(LogProcessor::name)).toList();
  }

  /// @param head last position of the log
  record Processors(long head, List<Processor> processors) {}

  /// @param lag positions between it and the head
  /// @param failure why its last attempt failed; absent while all is well
  record Processor(String name, long position, long lag, @Nullable String failure) {}

  @GetMapping("/ops/processors")
  Processors processors() {
    long head = log.head();
    return new Processors(head, processors.stream().map(it -> processor(it, head)).toList());
  }

  private static Processor processor(LogProcessor processor, long head) {
    long position = processor.position();
    return new Processor(
        processor.name(), position, Math.max(0, head - position), processor.failure().orElse(null));
  }
}
