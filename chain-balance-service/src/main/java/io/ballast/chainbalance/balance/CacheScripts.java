package io.ballast.chainbalance.balance;

/**
 * The changes of an owner's entry in Redis, each atomic. An entry is a hash: {@code wallets}, and for each wallet what is
 * known of it, as {@code <stamp> <JSON>}. A wallet's values are only ever replaced by later ones.
 *
 * <p>Beside it stands a generation, which is counted up by whoever changed the database while there was no entry, or removed
 * it. Who fills the entry names the generation from before it asked the database: another one by then means that what it
 * brings may be older than the change.
 */
final class CacheScripts {

    static final String WALLETS = "wallets";

    private static final String PUT_LATER = """
            local function put(field, value)
              local known = redis.call('HGET', KEYS[1], field)
              local stamp = known and tonumber(string.match(known, '^(%d+) ') or '-1') or -1
              if tonumber(string.match(value, '^(%d+) ')) >= stamp then redis.call('HSET', KEYS[1], field, value) end
            end
            """;

    /** KEYS: entry, generation. ARGV: generation, time to live in ms, wallets, then field and value of each wallet. */
    static final String FILL = PUT_LATER + """
            if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[1] then return 0 end
            redis.call('HSET', KEYS[1], 'wallets', ARGV[3])
            for i = 4, #ARGV, 2 do put(ARGV[i], ARGV[i + 1]) end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return 1""";

    /** KEYS: entry, generation. ARGV: time to live of the generation in ms, then field and value of each wallet. */
    static final String REFRESH = PUT_LATER + """
            if redis.call('EXISTS', KEYS[1]) == 1 then
              for i = 2, #ARGV, 2 do put(ARGV[i], ARGV[i + 1]) end
              return 1
            end
            redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[1])
            return 0""";

    /** KEYS: entry, generation. ARGV: time to live of the generation in ms. */
    static final String FORGET = """
            redis.call('DEL', KEYS[1])
            redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[1])
            return 1""";

    private CacheScripts() {}
}
