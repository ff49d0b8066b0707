-- Put entries into the copy of one resource and take others out. What is there already changes no version, so a call
-- that is sent again does nothing. An entry of which `held` is given changes only while it is that. Answers how many
-- entries changed.
local resource = given.resource
local changed = {}
for id, text in pairs(given.entries) do
  local was, held = redis.call('HGET', key('directory', resource), id), given.held[id]
  if was ~= text and (held == nil or was == held) then
    redis.call('HSET', key('directory', resource), id, text)
    changed[#changed + 1] = id
  end
end
for _, id in ipairs(given.gone) do
  if redis.call('HDEL', key('directory', resource), id) == 1 then changed[#changed + 1] = id end
end
if #changed > 0 then
  local version = redis.call('INCR', key('directory-version', resource))
  for _, id in ipairs(changed) do redis.call('ZADD', key('directory-changes', resource), version, id) end
end
return #changed
