-- A new form, under the name that its document will have: promised to it for as long as it is kept. `last` names where its
-- author's last form stands, if this one is it. Answers `begun`, or `taken`: nothing was changed.
local again = repeated()
if again then return again[1] end
for _, kind in ipairs({'doc', 'composition'}) do
  if redis.call('EXISTS', key(kind, given.id)) == 1 then return 'taken' end
end
if not redis.call('SET', key('reserved', given.id), '1', 'NX', 'EX', RESERVED_SECONDS) then return 'taken' end

local function put(id, state)
  local composition = key('composition', id)
  local revision = tonumber(redis.call('HGET', composition, 'revision') or '0')
  redis.call('HSET', composition, 'revision', revision + 1, 'state', state)
  redis.call('EXPIRE', composition, COMPOSITION_SECONDS)
end

put(given.id, given.state)
if given.last ~= '' then put(given.last, cjson.encode({form = given.id})) end
return keep({'begun'})[1]
