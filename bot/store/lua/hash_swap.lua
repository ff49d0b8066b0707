local again = repeated()
if again then return again[1] end
local held = redis.call('HGET', key(given.hash), given.field) or ''
if held ~= given.before then return 'moved' end
redis.call('HSET', key(given.hash), given.field, given.after)
return keep({'swapped'})[1]
