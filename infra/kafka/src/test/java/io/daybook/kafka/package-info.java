/// Tests of publisher and source, on real brokers and databases where the name ends in `IT`.
@NullMarked
package io.daybook.kafka;

import org.jspecify.annotations.NullMarked;
