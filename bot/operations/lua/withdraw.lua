-- Takes an operation back that was never sent. Answers {verdict, operation, document}.
local again = repeated()
if again then return {again[1], operation(given.id), document(given.document)} end
local id = given.id
if redis.call('EXISTS', key('op', id)) == 0 then return {'no_operation', {}, {}} end
local phase = redis.call('HGET', key('doc', given.document), 'phase')
if read(id, 'state') ~= 'accepted' or read(id, 'attempts') ~= '0' or (given.phases and not has(given.phases, phase)) then
  return {'too_late', operation(id), document(given.document)}
end
fence(id)
move_state(id, 'withdrawn')
free_document(id)
change_document(given.document, given.change)
record(given.audit, {operation = id, phase = phase or '', state = 'withdrawn'}, given.document)
release_until(id, NOW)
wake()
keep({'withdrawn'})
return {'withdrawn', operation(id), document(given.document)}
