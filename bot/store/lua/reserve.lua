local again = repeated()
if again then return again[1] end
if redis.call('EXISTS', key('doc', given.document)) == 1 then return 'taken' end
if not redis.call('SET', key('reserved', given.document), '1', 'NX', 'EX', RESERVED_SECONDS) then return 'taken' end
return keep({'reserved'})[1]
