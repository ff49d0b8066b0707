-- Nothing goes out until `until`. Answers {since, until}. A lane that is paused already keeps its `since`; one that was
-- free again for as long as a pause lasts, so that what waited has gone out, begins a new one.
local lane = redis.call('HMGET', key('lane'), 'since', 'until')
local since, over = lane[1], tonumber(lane[2] or '0')
if not since or NOW > over + (tonumber(given['until']) - NOW) then
  since = ARGV[2]
  record(given.audit, {since = since})
end
redis.call('HSET', key('lane'), 'error', given.error, 'since', since, 'until', given['until'])
return {since, given['until']}
