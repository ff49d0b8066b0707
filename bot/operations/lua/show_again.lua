-- What was last done to each of these documents is shown again, one after the other, and it is kept whom their cards ask then.
-- Of a document that is in somebody's hands nobody knows what they draw: '' stands there, and it is looked at again.
local again = repeated()
if again then return again end
local later, found = 0, {}
for _, doc in ipairs(given.documents) do
  local id = redis.call('ZRANGE', key('doc-ops', doc), -1, -1)[1]
  local is_there = id and redis.call('EXISTS', key('op', id)) == 1
  if is_there and redis.call('ZSCORE', key('due'), id) then
    given.asks[doc] = ''
  elseif is_there then
    release_until(id, NOW + later)
    later = later + given.apart_ms
    table.insert(found, doc)
  end
end
for doc, asks in pairs(given.asks) do redis.call('HSET', key('waiting'), doc, asks) end
for _, doc in ipairs(given.over) do
  redis.call('HDEL', key('waiting'), doc)
  redis.call('ZREM', key('petitions'), doc)
end
redis.call('HSET', key('waiting'), '*', given.under)
if #found > 0 then wake() end
return keep(found)
