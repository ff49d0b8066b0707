-- Lengthens leases. Answers the ids of those that were lost to another worker.
local lost = {}
for id, epoch in pairs(given.epochs) do
  local held = redis.call('HMGET', key('op', id), 'epoch', 'leased')
  if held[1] ~= epoch then
    table.insert(lost, id)
  elseif held[2] == '1' then
    redis.call('ZADD', key('due'), 'XX', NOW + given.lease_ms, id)
  end
end
table.sort(lost)
return lost
