local again = repeated()
if again then return again[1] end
local counter = key('directory-version', given.resource)
local version = redis.call('INCR', counter)
for _, id in ipairs(given.ids) do
  if redis.call('HDEL', key('directory', given.resource), id) == 1 then
    redis.call('ZADD', key('directory-changes', given.resource), version, id)
  end
end
return keep({tostring(version)})[1]
