-- A person decides what becomes of an operation that needs one. Answers {verdict, operation, document}.
local again = repeated()
if again then return {again[1], operation(given.id), document(given.document)} end
local id = given.id
if redis.call('EXISTS', key('op', id)) == 0 then return {'no_operation', {}, {}} end
if read(id, 'state') ~= 'needs_person' then return {'too_late', operation(id), document(given.document)} end

-- What is said to be in Alegra already belongs to one operation; whoever decides anew gives up what they said before.
local linked = given.link ~= '' and redis.call('HGET', key('linked'), given.link)
if linked and linked ~= id then return {'linked_elsewhere', operation(linked), document(given.document)} end

local doc = key('doc', given.document)
local open = redis.call('HGET', doc, 'open_operation')
if not has(ENDED, given.state) and read(id, 'alone') == 'true' then
  if open ~= '' and open ~= id then return {'busy', operation(open), document(given.document)} end
  for _, other in ipairs(others(id)) do
    local held = redis.call('HGET', key('doc', other), 'open_operation') or ''
    if held ~= '' and held ~= id then return {'busy', operation(held), document(other)} end
  end
  redis.call('HSET', doc, 'open_operation', id)
  hold_others(id)
end
local before = read(id, 'linked') or ''
if before ~= '' then redis.call('HDEL', key('linked'), before) end
if given.link ~= '' then redis.call('HSET', key('linked'), given.link, id) end
redis.call('HSET', key('op', id), 'linked', given.link)
fence(id)
move_state(id, given.state)
for name, text in pairs(given.fields) do redis.call('HSET', key('op', id), name, text) end
if has(ENDED, given.state) then free_document(id) end
change_document(given.document, given.change)
record(given.audit, {operation = id, from = 'needs_person', state = given.state}, given.document)
release_until(id, NOW)
wake()
keep({'resolved'})
return {'resolved', operation(id), document(given.document)}
