-- What was accepted before a silence and has not been sent, as far as this store knows, is of unknown fate from now on.
-- Answers the ids. Whatever is in a worker's hands is left to it.
local again = repeated()
if again then return again end
local doubted = {}
for _, id in ipairs(redis.call('ZRANGE', key('ops', 'accepted'), 0, -1)) do
  local op = redis.call('HMGET', key('op', id), 'attempts', 'leased', 'accepted_at', 'document')
  if op[1] == '0' and op[2] ~= '1' and tonumber(op[3]) <= tonumber(given.before) then
    fence(id)
    move_state(id, 'unknown')
    redis.call('HSET', key('op', id), 'sent_at', op[3], 'looked', '0', 'missed_at', '0')
    record(given.audit, {operation = id, from = 'accepted', state = 'unknown'}, op[4])
    release_until(id, NOW)
    table.insert(doubted, id)
  end
end
if #doubted > 0 then
  wake()
  keep(doubted)
end
return doubted
