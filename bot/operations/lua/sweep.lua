-- Makes due whatever has something left to do and is not scheduled; forgets indexes of what expired.
local again = repeated()
if again then return again end
local found = {}
local BACK_MS = 60000
local UNDRAWN_MS = 60000

-- The store's clock went back: somebody mended it. What was written as of a time to come would wait for that time.
local function moved_back(id, by)
  for _, name in ipairs({'sent_at', 'not_before', 'missed_at'}) do
    local at = tonumber(read(id, name) or '0')
    if at > NOW then redis.call('HSET', key('op', id), name, string.format('%.0f', at - by)) end
  end
  local due = tonumber(redis.call('ZSCORE', key('due'), id) or '0')
  if due > NOW then redis.call('ZADD', key('due'), due - by, id) end
end

local by = tonumber(redis.call('GET', key('clock')) or '0') - NOW
if by > BACK_MS then
  for _, id in ipairs(redis.call('ZRANGE', key('unsettled'), 0, -1)) do moved_back(id, by) end
  for _, name in ipairs({'since', 'until'}) do
    local at = tonumber(redis.call('HGET', key('lane'), name) or '0')
    if at > NOW then redis.call('HSET', key('lane'), name, string.format('%.0f', at - by)) end
  end
end
redis.call('SET', key('clock'), string.format('%.0f', NOW))
for _, id in ipairs(redis.call('ZRANGE', key('unsettled'), 0, -1)) do
  if redis.call('EXISTS', key('op', id)) == 0 then
    redis.call('ZREM', key('unsettled'), id)
  elseif not redis.call('ZSCORE', key('due'), id) then
    release_until(id, NOW)
    table.insert(found, id)
  end
end

local function has_undrawn(doc)
  for _, name in ipairs(redis.call('HKEYS', key('doc', doc))) do
    if string.find(name, 'outbox.', 1, true) == 1 then
      local message = cjson.decode(redis.call('HGET', key('doc', doc), name))
      if message.state == 'shown' and message.drawn == '' then return true end
    end
  end
  return false
end

-- Nobody knows what these messages show, and whoever began to redraw them may be gone: the last operation is shown again.
for _, doc in ipairs(redis.call('ZRANGE', key('undrawn'), '-inf', NOW - UNDRAWN_MS, 'BYSCORE')) do
  local id = redis.call('ZRANGE', key('doc-ops', doc), -1, -1)[1]
  local is_held = id and redis.call('ZSCORE', key('due'), id)
  if not is_held then
    redis.call('ZREM', key('undrawn'), doc)
    if id and redis.call('EXISTS', key('op', id)) == 1 and has_undrawn(doc) then
      release_until(id, NOW)
      table.insert(found, id)
    end
  end
end
local old = NOW - SETTLED_SECONDS * 1000
for _, state in ipairs(ENDED) do redis.call('ZREMRANGEBYSCORE', key('ops', state), '-inf', old) end
redis.call('ZREMRANGEBYSCORE', key('docs', 'notice'), '-inf', old)
if #found > 0 then
  wake()
  keep(found)
end
return found
