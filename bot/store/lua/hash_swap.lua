-- An empty `before` is a field that is not there, and an empty `after` takes it away.
local again = repeated()
if again then return again[1] end
local hash = key(given.hash)
local held = redis.call('HGET', hash, given.field) or ''
if held ~= given.before then return 'moved' end
if given.after == '' then
  redis.call('HDEL', hash, given.field)
else
  redis.call('HSET', hash, given.field, given.after)
end
return keep({'swapped'})[1]
