-- The latest events of a user's stream, the newest first. Changes nothing.
-- KEYS: state, stream
-- ARGV: 1 how many at most
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then
  return {'', 0, {}}
end
local sequence = tonumber(redis.call('HGET', KEYS[1], 'sequence') or '0')
return {epoch, sequence, redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', ARGV[1])}
