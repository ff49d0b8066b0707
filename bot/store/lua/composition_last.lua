-- The form that somebody began last, as {revision, state}; changes nothing.
local pointer = redis.call('HGET', key('composition', given.last), 'state')
return redis.call('HMGET', key('composition', pointer and cjson.decode(pointer).form or ''), 'revision', 'state')
