local again = repeated()
if again then return again[1] end
local last = redis.call('HGET', key('slots'), given.job)
if last and tonumber(last) >= tonumber(given.planned_at) then return 'stands' end
redis.call('HSET', key('slots'), given.job, given.planned_at)
return keep({'advanced'})[1]
