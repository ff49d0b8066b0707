-- Accepts an operation, or decides about a document without one, if the document allows it; all or nothing.
-- Answers {verdict, operation, document}; the verdict `accepted` alone means that something was changed.
local again = repeated()
if again then return {again[1], again[2] and operation(again[2]) or {}, document(given.document)} end

local op, id = given.operation, given.operation and given.operation.id
if op and redis.call('EXISTS', key('op', id)) == 1 then
  return {read(id, 'payload_hash') == op.payload_hash and 'same' or 'other_contents', operation(id), document(given.document)}
end
local before = redis.call('HMGET', key('doc', given.document), 'phase', 'revision', 'content_hash', 'outbox.card')
if redis.call('EXISTS', key('doc', given.document)) == 0 and given.create then
  create_document(given.document, given.create.fields, given.create.acts)
else
  local ended = op and tonumber(redis.call('HGET', key('doc', given.document), 'ended.' .. op.kind) or '0')
  if op and tonumber(string.match(id, '(%d+)$')) <= ended then return {'ended', {}, document(given.document)} end
  local refusal = objection(given.document, given.guard, given.actor)
  if refusal then return refusal end
  refusal = op and objection_of_others(given.others, op, given.guard, given.actor)
  if refusal then return refusal end
end

change_document(given.document, given.change)
if given.guard.spends then spend(given.document, given.guard.spends) end
local seen = {operation = id or '', phase = before[1] or '', revision = before[2] or '', content_hash = before[3] or ''}
if given.guard.four_eyes then seen.card = before[4] or '' end
record(given.audit, seen, given.document)
if not op then
  keep({'accepted'})
  return {'accepted', {}, document(given.document)}
end
op.accepted_at = ARGV[2]
for name, text in pairs(op) do redis.call('HSET', key('op', id), name, text) end
redis.call('ZADD', key('ops', op.state), NOW, id)
redis.call('ZADD', key('doc-ops', given.document), NOW, id)
if given.guard.alone then redis.call('HSET', key('doc', given.document), 'open_operation', id) end
hold_others(id)
for _, other in ipairs(given.others) do
  redis.call('ZADD', key('doc-ops', other.document), NOW, id)
  change_document(other.document, {acts = given.change.acts})
  if given.audit then redis.call('RPUSH', key('audit-of', other.document), redis.call('LLEN', key('audit'))) end
end
for _, name in ipairs({'doc', 'history', 'doc-ops'}) do redis.call('PERSIST', key(name, given.document)) end
release_until(id, NOW)
wake()
keep({'accepted', id})
return {'accepted', operation(id), document(given.document)}
