-- Store a form over the revision that it was read at. Answers 'kept', or 'moved' when another move came in between.
local again = repeated()
if again then return again[1] end
local composition = key('composition', given.id)
local revision = tonumber(redis.call('HGET', composition, 'revision') or '0')
if revision ~= given.revision then return keep({'moved'})[1] end
redis.call('HSET', composition, 'revision', revision + 1, 'state', given.state)
redis.call('EXPIRE', composition, COMPOSITION_SECONDS)
return keep({'kept'})[1]
