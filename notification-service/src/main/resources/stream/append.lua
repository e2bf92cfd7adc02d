-- Appends one event to a user's stream and hands it to the replicas; all or nothing, and once.
-- KEYS: state, stream, seen, channel (one hash slot)
-- ARGV: 1 event id, 2 account id or '', 3 version, 4 version known to PostgreSQL, 5 type, 6 data, 7 traceparent,
--       8 time in ms, 9 max length, 10 ids to remember, 11 stream ttl ms, 12 state ttl ms,
--       13 epoch to use if there is none, 14 channel of all updates or '', 15 message for it
local state, stream, seen, channel = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local account, version = ARGV[2], tonumber(ARGV[3])

if redis.call('ZSCORE', seen, ARGV[1]) then
  -- Who was stopped right after appending must learn the place: only what merely happened is looked for
  if account == '' then
    for _, entry in ipairs(redis.call('XREVRANGE', stream, '+', '-')) do
      if entry[2][10] == ARGV[1] then
        return {'duplicate', redis.call('HGET', state, 'epoch'), tonumber(string.match(entry[1], '^%d+'))}
      end
    end
  end
  return {'duplicate'}
end
if account ~= '' then
  local published = redis.call('HGET', state, 'version:' .. account)
  if published and version <= tonumber(published) then
    return {'outdated'}
  end
  if not published and version < tonumber(ARGV[4]) then
    return {'outdated'}
  end
end

local epoch = redis.call('HGET', state, 'epoch')
if not epoch then
  epoch = ARGV[13]
  redis.call('DEL', stream)
  redis.call('HSET', state, 'epoch', epoch)
end
local sequence = redis.call('HINCRBY', state, 'sequence', 1)
if account ~= '' then
  redis.call('HSET', state, 'version:' .. account, ARGV[3])
end
local now = redis.call('TIME')
redis.call('XADD', stream, 'MAXLEN', ARGV[9], sequence .. '-0',
  'type', ARGV[5], 'data', ARGV[6], 'traceparent', ARGV[7], 'time', ARGV[8],
  'event', account == '' and ARGV[1] or '', 'stored', now[1] * 1000 + math.floor(now[2] / 1000))
redis.call('ZADD', seen, now[1] * 1000000 + now[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', seen, 0, -1 - tonumber(ARGV[10]))
redis.call('PEXPIRE', stream, ARGV[11])
redis.call('PEXPIRE', state, ARGV[12])
redis.call('PEXPIRE', seen, ARGV[12])
redis.call('SPUBLISH', channel,
  table.concat({epoch, sequence, ARGV[8], ARGV[7], ARGV[5], ARGV[6]}, '\n'))
if ARGV[14] ~= '' then
  redis.call('PUBLISH', ARGV[14], ARGV[15])
end
return {'appended', epoch, sequence}
