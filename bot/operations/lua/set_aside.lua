-- Leaves an operation, which whoever claimed it cannot read, until it is due again.
if repeated() then return 'set aside' end
if redis.call('EXISTS', key('op', given.id)) == 0 then return 'gone' end
redis.call('ZADD', key('unreadable'), 'NX', NOW, given.id)
release_until(given.id, given.due_at)
return keep('set aside')
