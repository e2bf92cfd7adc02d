-- Where a user's stream stands now; begins an epoch if there is none.
-- KEYS: state, stream
-- ARGV: 1 epoch to use if there is none, 2 state ttl ms
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then
  epoch = ARGV[1]
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'epoch', epoch)
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {epoch, redis.call('HGET', KEYS[1], 'sequence') or '0'}
