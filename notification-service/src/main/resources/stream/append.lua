-- Appends events to users' streams and hands them to the replicas; all or nothing, and each once.
-- KEYS: state, stream, seen, channel of each user (those of one user in one hash slot)
-- ARGV: 1 how many events are kept, 2 ids to remember, 3 stream ttl ms, 4 state ttl ms, 5 epoch to use if one must begin; then for each user
--       how many events, and ten for each event: event id, account id or '', version, version that PostgreSQL knew before, type,
--       data, traceparent, time in ms, channel of all updates or '', message for it
-- What happened is recognised by its id, an account's state by its version.
-- Numbers go to Redis as text made by '%d': Redis itself would write them as if they had fractions, which takes ten times as long.
local call, text = redis.call, string.format
local EACH, RENEWED, VERSIONS = 10, #PLACE + 1, #PLACE + 2
local time = call('TIME')
local micros, millis = time[1] * 1000000 + time[2], time[1] * 1000 + math.floor(time[2] / 1000)
local stored, pause = text('%d', millis), ARGV[3] / 100
local results = {}

-- The fields of a user's state that these events need
local function fields_for(first, last)
  local fields = {unpack(PLACE)}
  fields[RENEWED] = 'renewed'
  for i = first, last, EACH do
    if ARGV[i + 1] ~= '' then
      fields[#fields + 1] = 'version:' .. ARGV[i + 1]
    end
  end
  return fields
end

-- Who was stopped right after appending must learn the place: only what merely happened is looked for
local function duplicate(stream, epoch, id)
  for _, entry in ipairs(call('XREVRANGE', stream, '+', '-')) do
    if entry[2][10] == id then
      return {'duplicate', epoch, tonumber(string.match(entry[1], '^%d+'))}
    end
  end
  return {'duplicate'}
end

-- So that not each event has to say how long keys live, they live longer by as much as goes by until it is said again
local function is_to_be_renewed(renewed)
  local age = millis - tonumber(renewed or '0')
  return age < 0 or age > pause
end

local function renew(key, ttl)
  call('PEXPIRE', key, text('%d', ttl + pause))
end

-- Adds an event; a stream that is not there is made first, and lives from now on
local function add(stream, place, i)
  local entry = {'XADD', stream, 'NOMKSTREAM', place .. '-0',
    'type', ARGV[i + 4], 'data', ARGV[i + 5], 'traceparent', ARGV[i + 6], 'time', ARGV[i + 7],
    'event', ARGV[i + 1] == '' and ARGV[i] or '', 'stored', stored}
  if not call(unpack(entry)) then
    table.remove(entry, 3)
    call(unpack(entry))
    renew(stream, ARGV[3])
  end
end

-- The oldest leave with each sixteenth of what is kept: to look for them takes as long as to add an event
local function trim(stream, before, after)
  local step = math.max(1, math.floor(ARGV[1] / 16))
  if math.floor(after / step) > math.floor(before / step) then
    call('XTRIM', stream, 'MAXLEN', ARGV[1])
  end
end

local function append(key, first, last)
  local state, stream, seen, channel = KEYS[key], KEYS[key + 1], KEYS[key + 2], KEYS[key + 3]
  local fields = fields_for(first, last)
  local known = call('HMGET', state, unpack(fields))
  local now = epoch_of(state, stream, known, ARGV[5], ARGV[4])
  local published = {}
  for n = VERSIONS, #fields do
    published[fields[n]] = tonumber(known[n] or '-1')
  end

  local sequence, places, changes, happened = now.sequence, {}, {'sequence', 0}, false
  for i = first, last, EACH do
    local account, refusal = ARGV[i + 1], nil
    if account == '' then
      if call('ZADD', seen, 'NX', text('%d', micros), ARGV[i]) == 0 then
        refusal = duplicate(stream, now.epoch, ARGV[i])
      end
      micros, happened = micros + 1, true
    else
      local field, version = 'version:' .. account, tonumber(ARGV[i + 2])
      local latest = published[field]
      if version <= latest or latest < 0 and version < tonumber(ARGV[i + 3]) then
        refusal = {'outdated'}
      else
        published[field] = version
        changes[#changes + 1] = field
        changes[#changes + 1] = ARGV[i + 2]
      end
    end
    if not refusal then
      sequence = sequence + 1
      places[i] = text('%d', sequence)
    end
    results[#results + 1] = refusal or {'appended', now.epoch, sequence}
  end
  if not next(places) then
    return
  end

  changes[2] = text('%d', sequence)
  local renews = is_to_be_renewed(known[RENEWED])
  if renews then
    changes[#changes + 1] = 'renewed'
    changes[#changes + 1] = stored
  end
  call('HSET', state, unpack(changes))
  for i = first, last, EACH do
    if places[i] then
      add(stream, places[i], i)
    end
  end
  trim(stream, now.sequence, sequence)
  if renews then
    renew(stream, ARGV[3])
    renew(state, ARGV[4])
  end
  if happened then
    call('ZREMRANGEBYRANK', seen, 0, -1 - tonumber(ARGV[2]))
    renew(seen, ARGV[4])
  end
  for i = first, last, EACH do
    if places[i] then
      call('SPUBLISH', channel,
        table.concat({now.epoch, places[i], ARGV[i + 7], ARGV[i + 6], ARGV[i + 4], ARGV[i + 5]}, '\n'))
      if ARGV[i + 8] ~= '' then
        call('PUBLISH', ARGV[i + 8], ARGV[i + 9])
      end
    end
  end
end

local argument = 6
for key = 1, #KEYS, 4 do
  local count = tonumber(ARGV[argument])
  append(key, argument + 1, argument + count * EACH)
  argument = argument + 1 + count * EACH
end
return results
