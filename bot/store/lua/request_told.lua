-- What Alegra said of a lane: how many requests are spent, and when its minute ends. Of two readings in one minute the
-- higher one is right, since answers overtake each other; a later end is another minute, an earlier one corrects our guess.
local again = repeated()
if again then return again end
local requests, limit = key('requests', given.lane), key('request-limit', given.lane)
if given.limit then redis.call('SET', limit, given.limit, 'EX', given.limit_seconds) end
local ends, spent = redis.call('PTTL', requests), tonumber(redis.call('GET', requests) or '0')
if given.exceeded then
  if redis.call('EXISTS', limit) == 0 then
    redis.call('SET', limit, math.max(spent - 1, 1), 'EX', given.limit_seconds)
  end
  spent, ends = tonumber(redis.call('GET', limit)), given.window_ms
elseif given.window_ms > ends + given.slack_ms then
  spent, ends = given.spent, given.window_ms
else
  spent = math.max(spent, given.spent)
  if given.window_ms > ends or given.window_ms < ends - given.slack_ms then ends = given.window_ms end
end
redis.call('SET', requests, spent, 'PX', math.max(ends, 1))
return keep({'told'})
