-- Everything after a place in a user's stream, or the place to begin anew from.
-- KEYS: state, stream
-- ARGV: 1 epoch the reader knows, 2 sequence it has reached, 3 epoch to use if a new one must begin, 4 state ttl ms
local state, stream = KEYS[1], KEYS[2]
local reached = tonumber(ARGV[2])
local epoch = redis.call('HGET', state, 'epoch')
local sequence = tonumber(redis.call('HGET', state, 'sequence') or '0')

-- A sequence below what was delivered: a failover lost writes. The numbers would be used twice, so the epoch ends.
if not epoch or (epoch == ARGV[1] and sequence < reached) then
  epoch, sequence = ARGV[3], 0
  redis.call('DEL', stream)
  redis.call('HSET', state, 'epoch', epoch, 'sequence', 0, 'acknowledged', 0)
end
redis.call('PEXPIRE', state, ARGV[4])

local from = 0
if epoch == ARGV[1] then
  from = reached
end
local events = redis.call('XRANGE', stream, '(' .. from .. '-0', '+')
if #events ~= sequence - from then
  return {'reset', epoch, sequence, {}}
end
if epoch == ARGV[1] then
  return {'missed', epoch, sequence, events}
end
return {'reset', epoch, 0, events}
