package io.daybook.kafka;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;

/// One topic for each context, and which partition a key belongs to.
///
/// @param prefix of their names
/// @param contexts the first words of the events' names, sorted
record Topics(String prefix, List<String> contexts) {

  /// Those of all contexts that have events.
  static Topics ofAllEvents(String prefix) {
    return new Topics(
        prefix,
        EventCatalogue.types().stream().map(EventType::context).distinct().sorted().toList());
  }

  List<String> names() {
    return contexts.stream().map(it -> prefix + "." + it).toList();
  }

  static String contextOf(String type) {
    int end = type.indexOf('.');
    return end < 0 ? type : type.substring(0, end);
  }

  /// The topic of an event of a type.
  ///
  /// @throws IllegalStateException when this version of the code has none for it: publishing waits
  ///   for one that does
  String of(String type, long position) {
    String context = contextOf(type);
    if (!contexts.contains(context)) {
      throw new IllegalStateException(
          "There is no topic for %s at position %d: it is of a newer version"
              .formatted(type, position));
    }
    return prefix + "." + context;
  }

  /// All partitions that there are.
  ///
  /// @throws UnknownTopicOrPartitionException when a topic is missing
  List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    return counts(consumer).entrySet().stream()
        .flatMap(it ->
            IntStream.range(0, it.getValue())
                .mapToObj(number -> new TopicPartition(it.getKey(), number)))
        .sorted(
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
        .toList();
  }

  /// How many partitions each topic has.
  Map<String, Integer> counts(Consumer<?, ?> consumer) {
    Map<String, Integer> counts = new HashMap<>();
    for (String topic : names()) {
      var partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException(topic + " does not exist");
      }
      counts.put(topic, partitions.size());
    }
    return counts;
  }

  /// Where records of a key go, as Kafka's own clients have it.
  static int partition(byte[] key, int count) {
    return Utils.toPositive(Utils.murmur2(key)) % count;
  }
}
