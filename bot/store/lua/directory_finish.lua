local again = repeated()
if again then return again[1] end
local hash, met = key('directory', given.resource), key('directory-pass', given.resource)
if redis.call('EXISTS', met) == 0 then return '0' end
local gone = {}
for _, id in ipairs(redis.call('HKEYS', hash)) do
  if redis.call('SISMEMBER', met, id) == 0 then table.insert(gone, id) end
end
if #gone > 0 then
  local version = redis.call('INCR', key('directory-version', given.resource))
  for _, id in ipairs(gone) do
    redis.call('HDEL', hash, id)
    redis.call('ZADD', key('directory-changes', given.resource), version, id)
  end
end
redis.call('DEL', met)
return keep({tostring(#gone)})[1]
