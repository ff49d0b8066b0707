-- Remembers a document unless its id, or its invoice, is known. Answers the id of the one that stands.
local again = repeated()
if again then return again[1] end
local invoice = given.fields.alegra_id
local known = invoice and invoice ~= '' and redis.call('HGET', key('by-alegra-id'), invoice)
if known then return known end
if redis.call('EXISTS', key('doc', given.document)) == 0 then
  create_document(given.document, given.fields, given.acts)
  record(given.audit, {phase = given.fields.phase, content_hash = given.fields.content_hash or ''}, given.document)
end
return keep({given.document})[1]
