-- Changes preferences when they are still those that were shown; answers the revision that stands now.
local again = repeated()
if again then return again end
local current = tonumber(redis.call('HGET', key('preferences'), 'revision') or '0')
if current ~= given.revision then return {'stale', current} end
for name, text in pairs(given.set) do redis.call('HSET', key('preferences'), name, text) end
for _, name in ipairs(given.remove) do redis.call('HDEL', key('preferences'), name) end
redis.call('HSET', key('preferences'), 'revision', tostring(current + 1))
redis.call('RPUSH', key('preferences-history'), given.act)
record(given.audit, {revision = tostring(current + 1)})
return keep({'changed', current + 1})
