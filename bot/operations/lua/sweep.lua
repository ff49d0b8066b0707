-- Makes due whatever has something left to do and is not scheduled; forgets indexes of what expired.
local again = repeated()
if again then return again end
local found = {}
for _, id in ipairs(redis.call('ZRANGE', key('unsettled'), 0, -1)) do
  if redis.call('EXISTS', key('op', id)) == 0 then
    redis.call('ZREM', key('unsettled'), id)
  elseif not redis.call('ZSCORE', key('due'), id) then
    release_until(id, NOW)
    table.insert(found, id)
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
