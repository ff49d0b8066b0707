-- Notes the caller's layout where it is the newest; answers the number and version of a newer one.
local held = redis.call('HMGET', key('layout'), 'number', 'version')
local number = tonumber(held[1] or '0') or 0
if number > given.number then return {number, held[2] or '?'} end
if number < given.number then
  redis.call('HSET', key('layout'), 'number', tostring(given.number), 'version', given.version)
end
return {given.number, given.version}
