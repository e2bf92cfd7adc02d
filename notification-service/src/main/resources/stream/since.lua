-- Everything after a place in a user's stream, or the place to begin anew from.
-- KEYS: state, stream
-- ARGV: 1 epoch the reader knows, 2 sequence it has reached, 3 epoch to use if a new one must begin, 4 state ttl ms
local state, stream = KEYS[1], KEYS[2]
local reached = tonumber(ARGV[2])
local now = epoch_of(state, stream, redis.call('HMGET', state, unpack(PLACE)), ARGV[3], ARGV[4])

-- A sequence below what was delivered: writes were lost. The numbers would be used twice, so the epoch ends.
if now.epoch == ARGV[1] and now.sequence < reached then
  now = {epoch = ARGV[3], sequence = 0, base = 0}
  redis.call('DEL', stream)
  redis.call('HSET', state, 'epoch', now.epoch, 'sequence', 0, 'acknowledged', 0, 'base', 0)
  redis.call('HDEL', state, 'before')
end
-- An event may count on the longer life that the one before gave it
redis.call('PEXPIRE', state, ARGV[4], 'GT')

local from = now.base
if now.epoch == ARGV[1] then
  from = reached
elseif now.before == ARGV[1] then
  from = math.min(reached, now.base)
end
local events = redis.call('XRANGE', stream, '(' .. from .. '-0', '+')
if #events ~= now.sequence - from then
  return {'reset', now.epoch, now.sequence, {}}
end
return {now.epoch == ARGV[1] and 'missed' or 'reset', now.epoch, from, events}
