local again = repeated()
if again then return again[1] end
local hash, counter = key('directory', given.resource), key('directory-version', given.resource)
local changed = {}
for id, text in pairs(given.entries) do
  if redis.call('HGET', hash, id) ~= text then table.insert(changed, id) end
  redis.call('SADD', key('directory-pass', given.resource), id)
end
if #changed == 0 then return redis.call('GET', counter) or '0' end
local version = redis.call('INCR', counter)
for _, id in ipairs(changed) do
  redis.call('HSET', hash, id, given.entries[id])
  redis.call('ZADD', key('directory-changes', given.resource), version, id)
end
return keep({tostring(version)})[1]
