-- Takes one request from every lane, or from none. Answers {how long to wait in ms, the lane to wait for}: {0, ''} is taken.
-- The minute of a lane is the life of its key: it is a real minute, whatever the clock that may be moved says.
local again = repeated()
if again then return again end

local function number(name, lane) return tonumber(redis.call('GET', key(name, lane)) or '-1') end

for _, lane in ipairs(given.lanes) do
  local limit, spent = number('request-limit', lane), number('requests', lane)
  local left = limit - math.max(spent, 0)
  if limit >= 0 and spent >= 0 and left <= math.ceil(limit * given.kept) then
    return {math.max(redis.call('PTTL', key('requests', lane)), 1), lane}
  end
end
for _, lane in ipairs(given.lanes) do
  if redis.call('INCR', key('requests', lane)) == 1 then redis.call('PEXPIRE', key('requests', lane), given.window_ms) end
end
return keep({0, ''})
