-- What waits for its time, and is in nobody's hands, is due now. Answers {verdict, operation, document}.
local again = repeated()
if again then return {again[1], operation(given.id), document(given.document)} end
local id = given.id
if redis.call('EXISTS', key('op', id)) == 0 then return {'no_operation', {}, {}} end
local due = redis.call('ZSCORE', key('due'), id)
if not due or read(id, 'leased') == '1' then return {'too_late', operation(id), document(given.document)} end
change_document(given.document, given.change)
record(given.audit, {operation = id, state = read(id, 'state')}, given.document)
release_until(id, math.max(NOW, tonumber(read(id, 'not_before') or '0')))
wake()
keep({'resolved'})
return {'resolved', operation(id), document(given.document)}
