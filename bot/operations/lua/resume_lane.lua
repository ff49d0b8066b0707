-- What waits is due at once, except what waits for its own time or is in a worker's hands.
if redis.call('DEL', key('lane')) == 1 then record(given.audit, {lane = 'resumed'}) end
for _, state in ipairs({'accepted', 'unknown'}) do
  for _, id in ipairs(redis.call('ZRANGE', key('ops', state), 0, -1)) do
    local held = redis.call('HMGET', key('op', id), 'leased', 'not_before')
    if held[1] ~= '1' then
      redis.call('ZADD', key('due'), math.max(NOW, tonumber(held[2])), id)
    end
  end
end
wake()
return 'resumed'
