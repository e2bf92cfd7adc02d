-- A client has been shown everything up to a place.
-- KEYS: state
-- ARGV: 1 epoch, 2 sequence
local state = redis.call('HMGET', KEYS[1], 'epoch', 'sequence', 'acknowledged')
if state[1] ~= ARGV[1] then
  return 0
end
local reached = math.min(tonumber(ARGV[2]), tonumber(state[2] or '0'))
if reached > tonumber(state[3] or '0') then
  redis.call('HSET', KEYS[1], 'acknowledged', reached)
end
return 1
