local again = repeated()
if again then return again[1] end
local composition = key('composition', given.id)
if (redis.call('HGET', composition, 'revision') or '0') ~= given.revision then return 'moved' end
redis.call('HSET', composition, 'revision', tonumber(given.revision) + 1, 'state', given.state)
redis.call('EXPIRE', composition, COMPOSITION_SECONDS)
return keep({'put'})[1]
