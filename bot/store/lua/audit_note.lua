-- Records what changed nothing: an attempt that was refused, a request that leaves and what came back.
local again = repeated()
if again then return again end
local doc = given.document ~= '' and given.document
record(given.audit, given.seen, doc)
return keep({redis.call('LLEN', key('audit'))})
