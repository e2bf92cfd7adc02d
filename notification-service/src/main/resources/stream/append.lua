-- Appends events to a user's stream and hands them to the replicas; all or nothing, and each once.
-- KEYS: state, stream, seen, channel (one hash slot)
-- ARGV: 1 max length, 2 ids to remember, 3 stream ttl ms, 4 state ttl ms, 5 epoch to use if one must begin; then ten for each
--       event: event id, account id or '', version, version that PostgreSQL knew before, type, data, traceparent, time in ms,
--       channel of all updates or '', message for it
-- What happened is recognised by its id, an account's state by its version.
local state, stream, seen, channel = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local FIRST, EACH = 6, 10
local time = redis.call('TIME')
local micros, millis = time[1] * 1000000 + time[2], time[1] * 1000 + math.floor(time[2] / 1000)

local now = epoch_of(state, stream, ARGV[5], ARGV[4])
local epoch, sequence, published = now.epoch, now.sequence, {}
local fields = {}
for i = FIRST, #ARGV, EACH do
  if ARGV[i + 1] ~= '' then
    fields[#fields + 1] = 'version:' .. ARGV[i + 1]
  end
end
if next(fields) then
  for i, version in ipairs(redis.call('HMGET', state, unpack(fields))) do
    published[fields[i]] = tonumber(version or '-1')
  end
end

-- Who was stopped right after appending must learn the place: only what merely happened is looked for
local function duplicate(id)
  for _, entry in ipairs(redis.call('XREVRANGE', stream, '+', '-')) do
    if entry[2][10] == id then
      return {'duplicate', epoch, tonumber(string.match(entry[1], '^%d+'))}
    end
  end
  return {'duplicate'}
end

local results, places, changes, happened = {}, {}, {'sequence', 0}, false
for i = FIRST, #ARGV, EACH do
  local account, refusal = ARGV[i + 1], nil
  if account == '' then
    if redis.call('ZADD', seen, 'NX', micros, ARGV[i]) == 0 then
      refusal = duplicate(ARGV[i])
    end
    micros, happened = micros + 1, true
  else
    local field, version = 'version:' .. account, tonumber(ARGV[i + 2])
    local last = published[field]
    if version <= last or last < 0 and version < tonumber(ARGV[i + 3]) then
      refusal = {'outdated'}
    else
      published[field] = version
      changes[#changes + 1] = field
      changes[#changes + 1] = ARGV[i + 2]
    end
  end
  if not refusal then
    sequence = sequence + 1
    places[i] = sequence
  end
  results[#results + 1] = refusal or {'appended', epoch, sequence}
end
if not next(places) then
  return results
end

changes[2] = sequence
redis.call('HSET', state, unpack(changes))
for i = FIRST, #ARGV, EACH do
  local place = places[i]
  if place then
    redis.call('XADD', stream, 'MAXLEN', ARGV[1], place .. '-0',
      'type', ARGV[i + 4], 'data', ARGV[i + 5], 'traceparent', ARGV[i + 6], 'time', ARGV[i + 7],
      'event', ARGV[i + 1] == '' and ARGV[i] or '', 'stored', millis)
  end
end
redis.call('PEXPIRE', stream, ARGV[3])
redis.call('PEXPIRE', state, ARGV[4])
if happened then
  redis.call('ZREMRANGEBYRANK', seen, 0, -1 - tonumber(ARGV[2]))
  redis.call('PEXPIRE', seen, ARGV[4])
end
for i = FIRST, #ARGV, EACH do
  local place = places[i]
  if place then
    redis.call('SPUBLISH', channel,
      table.concat({epoch, place, ARGV[i + 7], ARGV[i + 6], ARGV[i + 4], ARGV[i + 5]}, '\n'))
    if ARGV[i + 8] ~= '' then
      redis.call('PUBLISH', ARGV[i + 8], ARGV[i + 9])
    end
  end
end
return results
