package io.daybook.kernel.view;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// Reads all of Daybook's keys in Redis, of every database and epoch.
///
/// @param uri where it is
record RedisScan(RedisClient client, RedisURI uri) {

  private static final int BATCH = 500;

  void each(BiConsumer<String, String> reader) {
    try (StatefulRedisConnection<String, String> connection =
        client.connect(new StringCodec(StandardCharsets.UTF_8), uri)) {
      RedisCommands<String, String> redis = connection.sync();
      ScanIterator<String> keys =
          ScanIterator.scan(redis, ScanArgs.Builder.matches("daybook:*").limit(BATCH));
      while (keys.hasNext()) {
        String key = keys.next();
        switch (redis.type(key)) {
          case "string" -> {
            String value = redis.get(key);
            if (value != null) {
              reader.accept(key, value);
            }
          }
          case "hash" -> reader.accept(key, redis.hgetall(key).toString());
          case "none" -> {
            // Gone since.
          }
          default -> throw new IllegalStateException("A key has a type that nobody here writes");
        }
      }
    }
  }
}
