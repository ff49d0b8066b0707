-- What Alegra said of a lane: how many requests are spent, and when its minute ends. Of two readings in one minute the
-- higher one is right, since answers overtake each other; a later end is another minute, an earlier one corrects our guess.
-- A late answer may be of a minute that is over: it tells the limit and no more.
local again = repeated()
if again then return again end
local requests, limit = key('requests', given.lane), key('request-limit', given.lane)

local function allow(most) redis.call('SET', limit, math.max(most, 1), 'EX', given.limit_seconds) end

-- A lane without a limit has one from now on; that of a hidden one, of which no header speaks, was one too high, and the
-- end that came with the refusal is another lane's.
local function exceeded(spent, ends)
  local known = tonumber(redis.call('GET', limit))
  if not known then allow(spent - 1) end
  if known and given.is_hidden then redis.call('SET', limit, math.max(known - 1, 1), 'KEEPTTL') end
  return tonumber(redis.call('GET', limit)), given.is_hidden and math.max(ends, given.window_ms) or given.window_ms
end

if given.limit then allow(given.limit) end
if given.is_late then return keep({'late'}) end
local ends, spent = redis.call('PTTL', requests), tonumber(redis.call('GET', requests) or '0')
if given.exceeded then
  spent, ends = exceeded(spent, ends)
elseif given.window_ms > ends + given.slack_ms then
  spent, ends = given.spent, given.window_ms
else
  spent = math.max(spent, given.spent)
  if given.window_ms > ends or given.window_ms < ends - given.slack_ms then ends = given.window_ms end
end
redis.call('SET', requests, spent, 'PX', math.max(ends, 1))
return keep({'told'})
