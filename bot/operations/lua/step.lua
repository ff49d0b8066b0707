-- Moves an operation on, if the caller still holds it and knows its state. Answers {verdict, operation}.
local again = repeated()
if again then return {still_held(given.id, given.epoch), operation(given.id)} end
local id = given.id
if read(id, 'epoch') ~= given.epoch or read(id, 'state') ~= given.from then return {'fenced', operation(id)} end
redis.call('ZREM', key('unreadable'), id)

redis.call('HSET', key('op', id), 'keeps_document', given.keeps_document)
if given.state ~= given.from then
  move_state(id, given.state)
  if frees(id, given.state) then free_document(id) end
end
for name, text in pairs(given.fields) do redis.call('HSET', key('op', id), name, text) end
change_document(read(id, 'document'), given.change)
if given.due_at then
  release_until(id, given.due_at)
elseif given.lease_ms then
  redis.call('ZADD', key('due'), NOW + given.lease_ms, id)
end
local seen = {operation = id, from = given.from, state = given.state, epoch = given.epoch}
record(given.audit, seen, read(id, 'document'))
keep({'stepped'})
return {'stepped', operation(id)}
