local again = repeated()
if again then return again end
local seen = key('seen', given.what)
if redis.call('SADD', seen, given.started) == 1 then
  for _, id in ipairs(given.ids) do redis.call('SADD', seen, id) end
  return keep({})
end
local fresh = {}
for _, id in ipairs(given.ids) do
  if redis.call('SISMEMBER', seen, id) == 0 then table.insert(fresh, id) end
end
return fresh
