/// The log on Kafka: the one publisher that copies it to topics, and the way in for those who read
/// it there. No context, no handler; who reads over HTTP is elsewhere.
@NullMarked
package io.daybook.kafka;

import org.jspecify.annotations.NullMarked;
