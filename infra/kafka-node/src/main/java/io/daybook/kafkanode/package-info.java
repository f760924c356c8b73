/// The program of the embedded Kafka broker. No configuration of Daybook's own: it takes a file.
@NullMarked
package io.daybook.kafkanode;

import org.jspecify.annotations.NullMarked;
