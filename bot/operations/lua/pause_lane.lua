-- Nothing goes out until `until`. Answers {since, until}; a lane that is paused already keeps its `since`.
local since = redis.call('HGET', key('lane'), 'since') or ARGV[2]
redis.call('HSET', key('lane'), 'error', given.error, 'since', since, 'until', given['until'])
return {since, given['until']}
