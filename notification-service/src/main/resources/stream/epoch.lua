-- Goes before the scripts that number events or say where a stream stands.
-- Places lie in the life of a stream, its epoch. A server that was promoted or restarted has another id: it may have lost places
-- that clients have seen, and would give them again. So another epoch begins there, with the next place: `base` is the last place
-- of the epoch before. Who has seen no more than that misses nothing that is kept.
local ORIGIN = string.sub(string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or '', 1, 16)
local PLACE = {'epoch', 'sequence', 'origin', 'before', 'base'}

-- stored: what the state has of the fields of PLACE
local function epoch_of(state, stream, stored, new, ttl)
  local now = {epoch = stored[1], sequence = tonumber(stored[2] or '0'), before = stored[4], base = tonumber(stored[5] or '0')}
  if not now.epoch then
    now = {epoch = new, sequence = 0, base = 0}
    redis.call('DEL', stream)
    redis.call('HSET', state, 'epoch', new, 'sequence', 0, 'base', 0, 'origin', ORIGIN)
    redis.call('PEXPIRE', state, ttl)
  elseif not stored[3] then
    redis.call('HSET', state, 'origin', ORIGIN)
  elseif stored[3] ~= ORIGIN then
    now.before, now.base, now.epoch = now.epoch, now.sequence, new
    redis.call('HSET', state, 'epoch', new, 'before', now.before, 'base', now.base, 'origin', ORIGIN)
  end
  return now
end

