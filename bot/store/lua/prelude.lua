-- Stands before every script: what they share. `given` holds the caller's arguments.
local PREFIX, CALL, NOW = KEYS[1], ARGV[1], tonumber(ARGV[2])
local given = cjson.decode(ARGV[3])

local function key(...) return PREFIX .. table.concat({...}, ':') end

local function repeated()
  local kept = redis.call('GET', key('call', CALL))
  return kept and cjson.decode(kept)
end

local function keep(answer)
  redis.call('SET', key('call', CALL), cjson.encode(answer), 'EX', CALL_SECONDS)
  return answer
end

local function has(list, wanted)
  for _, one in ipairs(list) do
    if one == wanted then return true end
  end
  return false
end

local function wake()
  redis.call('RPUSH', key('wake'), '1')
  redis.call('LTRIM', key('wake'), -100, -1)
  redis.call('EXPIRE', key('wake'), WAKE_SECONDS)
end

-- A document as {fields, acts}, or nothing.
local function document(id)
  return {redis.call('HGETALL', key('doc', id)), redis.call('LRANGE', key('history', id), 0, -1)}
end

local function move_phase(id, phase)
  local before = redis.call('HGET', key('doc', id), 'phase')
  if before == phase then return end
  local created = redis.call('HGET', key('doc', id), 'created_at') or NOW
  if before then redis.call('ZREM', key('docs', before), id) end
  redis.call('ZADD', key('docs', phase), created, id)
end

-- Adds an element to a list kept as JSON, unless it is there. Works on the text, so that nothing is re-encoded.
local function add_to_list(id, name, element)
  local list = redis.call('HGET', key('doc', id), name) or '[]'
  if string.find(list, element, 1, true) then return end
  local grown = (list == '[]') and ('[' .. element .. ']') or (string.sub(list, 1, -2) .. ',' .. element .. ']')
  redis.call('HSET', key('doc', id), name, grown)
end

-- change: {set = {field = text}, remove = {field}, add = {field = {json}}, acts = {json}}; each part may be absent.
local function change_document(id, change)
  local set = change.set or {}
  if set.phase then move_phase(id, set.phase) end
  if set.alegra_id and set.alegra_id ~= '' then redis.call('HSET', key('by-alegra-id'), set.alegra_id, id) end
  if set.petition == 'null' then redis.call('ZREM', key('petitions'), id)
  elseif set.petition then redis.call('ZADD', key('petitions'), NOW, id) end
  for name, text in pairs(set) do redis.call('HSET', key('doc', id), name, text) end
  for _, name in ipairs(change.remove or {}) do redis.call('HDEL', key('doc', id), name) end
  for name, elements in pairs(change.add or {}) do
    for _, element in ipairs(elements) do add_to_list(id, name, element) end
  end
  for _, act in ipairs(change.acts or {}) do redis.call('RPUSH', key('history', id), act) end
end

local function create_document(id, fields, acts)
  if (fields.created_at or '0') == '0' then fields.created_at = ARGV[2] end
  redis.call('HSET', key('doc', id), 'created_at', fields.created_at)
  change_document(id, {set = fields})
  for _, act in ipairs(acts) do redis.call('RPUSH', key('history', id), act) end
  redis.call('DEL', key('reserved', id))
end

-- Appends one entry to the audit, in the same step as what it tells of. `said` is the caller's part: JSON without its
-- opening brace, kept as the text that it is. `seen` is what the store holds of the matter: texts by name, at least one.
local function record(said, seen, doc)
  if not said then return end
  local number = redis.call('LLEN', key('audit')) + 1
  local about = doc and ',"document":' .. cjson.encode(doc) or ''
  local head = '{"n":' .. number .. ',"at":' .. ARGV[2] .. about .. ',"seen":' .. cjson.encode(seen) .. ','
  redis.call('RPUSH', key('audit'), head .. said)
  if doc then redis.call('RPUSH', key('audit-of', doc), number) end
end
