-- Leases what is due to one worker, under a new epoch. Answers the operations.
-- Each claim is {id, epoch}; when the call comes again, what somebody else has claimed since is left out.
local function contents(claims)
  local found = {}
  for _, claim in ipairs(claims) do
    if read(claim[1], 'epoch') == claim[2] then table.insert(found, operation(claim[1])) end
  end
  return found
end

local again = repeated()
if again then return contents(again) end
local claimed = {}
local due = redis.call('ZRANGE', key('due'), '-inf', NOW, 'BYSCORE', 'LIMIT', 0, given.limit + #given.besides)
for _, id in ipairs(due) do
  if redis.call('EXISTS', key('op', id)) == 0 then
    redis.call('ZREM', key('due'), id)
  elseif #claimed < given.limit and not has(given.besides, id) then
    fence(id)
    redis.call('HSET', key('op', id), 'leased', '1')
    redis.call('ZADD', key('due'), NOW + given.lease_ms, id)
    table.insert(claimed, {id, read(id, 'epoch')})
  end
end
if #claimed > 0 then keep(claimed) end
return contents(claimed)
