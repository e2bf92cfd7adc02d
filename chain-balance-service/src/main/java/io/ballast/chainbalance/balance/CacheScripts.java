package io.ballast.chainbalance.balance;

/**
 * The changes of an owner's entry in Redis, each atomic. An entry is a hash: {@code wallets}, and for each wallet what is
 * known of it, as {@code <stamp> <JSON>}. A wallet's values are only ever replaced by later ones.
 *
 * <p>Beside it stands a stamp, another text after each change of the entry: who remembers what the entry said with the same stamp
 * need not read it again. It lives as long as the entry does, and is never used twice, not even after Redis was emptied.
 *
 * <p>And a generation, which is counted up by whoever changed the database while there was no entry, or removed
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

    /** What {@link #FILL} answers if the entry is what it brought, and nothing else. */
    static final int FILLED = 2;

    /** KEYS: entry, generation, stamp, hold. ARGV: generation, time to live in ms, stamp, wallets, then field and value of each wallet. */
    static final String FILL = PUT_LATER + """
            if redis.call('EXISTS', KEYS[4]) == 1 then return 0 end
            if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[1] then return 0 end
            local before = redis.call('EXISTS', KEYS[1])
            redis.call('HSET', KEYS[1], 'wallets', ARGV[4])
            for i = 5, #ARGV, 2 do put(ARGV[i], ARGV[i + 1]) end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[2])
            return 2 - before""";

    /** KEYS: as above. ARGV: time to live of the generation in ms, stamp, then field and value of each wallet. */
    static final String REFRESH = PUT_LATER + """
            local left = redis.call('PTTL', KEYS[1])
            if left > 0 then
              for i = 3, #ARGV, 2 do put(ARGV[i], ARGV[i + 1]) end
              redis.call('SET', KEYS[3], ARGV[2], 'PX', left)
              return 1
            end
            redis.call('DEL', KEYS[1], KEYS[3])
            redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[1])
            return 0""";

    /**
     * Before a change of the wallets is committed: nothing can be filled in until {@link #FORGET} of the same holder, or for as long
     * as it says if that never comes. KEYS: as above. ARGV: time to live of the generation and of the hold in ms, holder.
     */
    static final String HOLD = """
            redis.call('DEL', KEYS[1], KEYS[3])
            redis.call('SET', KEYS[4], ARGV[2], 'PX', ARGV[1])
            redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[1])
            return 1""";

    /** After it. KEYS: as above. ARGV: time to live of the generation in ms, holder. */
    static final String FORGET = """
            redis.call('DEL', KEYS[1], KEYS[3])
            if redis.call('GET', KEYS[4]) == ARGV[2] then redis.call('DEL', KEYS[4]) end
            redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[1])
            return 1""";

    private CacheScripts() {}
}
