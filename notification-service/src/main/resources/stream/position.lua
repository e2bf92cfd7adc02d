-- Where a user's stream stands now; begins an epoch if there is none.
-- KEYS: state, stream
-- ARGV: 1 epoch to use if one must begin, 2 state ttl ms
local now = epoch_of(KEYS[1], KEYS[2], redis.call('HMGET', KEYS[1], unpack(PLACE)), ARGV[1], ARGV[2])
-- An event may count on the longer life that the one before gave it
redis.call('PEXPIRE', KEYS[1], ARGV[2], 'GT')
return {now.epoch, now.sequence}
