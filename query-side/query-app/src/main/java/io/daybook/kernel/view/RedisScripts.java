package io.daybook.kernel.view;

/// What Redis does at once, each a Lua script. The state is one hash, so that an eviction takes it
/// whole: the last change that was `applied`, the `epoch` that entries belong to, the `floor` below
/// which changes of single things are forgotten, and the last change of each thing as `c:<key>`.
///
/// At any time, every entry of the epoch includes every change up to `applied`.
final class RedisScripts {

  /// Changes of single things that are remembered; then they are forgotten together.
  static final int MOST_CHANGES = 20_000;

  /// Arguments: change, key.
  static final String FIND =
      """
      local s = redis.call('HMGET', KEYS[1], 'applied', 'epoch')
      if not s[1] or tonumber(s[1]) < tonumber(ARGV[1]) then return false end
      return redis.call('GET', KEYS[1] .. ':' .. s[2] .. ':' .. ARGV[2])
      """;

  /// Refuses what was read before a change that is known here. Arguments: change, key, entry,
  /// seconds to live, which only clears away what epochs leave behind.
  static final String PUT =
      """
      local s = redis.call('HMGET', KEYS[1], 'epoch', 'floor', 'c:' .. ARGV[2])
      if not s[1] or tonumber(ARGV[1]) < tonumber(s[2]) then return 0 end
      if s[3] and tonumber(ARGV[1]) < tonumber(s[3]) then return 0 end
      redis.call('SET', KEYS[1] .. ':' .. s[1] .. ':' .. ARGV[2], ARGV[3], 'EX', ARGV[4])
      return 1
      """;

  /// Forgets what has changed; everything, when changes before these are missing. Arguments: from,
  /// to, name of a new epoch, keys.
  static final String CHANGED =
      """
      local s = redis.call('HMGET', KEYS[1], 'applied', 'epoch')
      local to = tonumber(ARGV[2])
      if s[1] and tonumber(s[1]) >= to then return 0 end
      if not s[1] or tonumber(s[1]) < tonumber(ARGV[1]) then
        redis.call('DEL', KEYS[1])
        redis.call('HSET', KEYS[1], 'applied', to, 'epoch', ARGV[3], 'floor', to)
        return 2
      end
      if redis.call('HLEN', KEYS[1]) > %d then
        redis.call('DEL', KEYS[1])
        redis.call('HSET', KEYS[1], 'epoch', s[2], 'floor', to)
      end
      for i = 4, #ARGV do
        redis.call('UNLINK', KEYS[1] .. ':' .. s[2] .. ':' .. ARGV[i])
        redis.call('HSET', KEYS[1], 'c:' .. ARGV[i], to)
      end
      redis.call('HSET', KEYS[1], 'applied', to)
      return 1
      """
          .formatted(MOST_CHANGES);

  private RedisScripts() {}
}
