-- Stands before the journal's scripts: what they share about operations.
local ENDED = {'done', 'refused', 'withdrawn'}

local function operation(id) return redis.call('HGETALL', key('op', id)) end

local function read(id, name) return redis.call('HGET', key('op', id), name) end

local function move_state(id, state)
  local before = read(id, 'state')
  local accepted = read(id, 'accepted_at')
  if before then redis.call('ZREM', key('ops', before), id) end
  redis.call('ZADD', key('ops', state), accepted, id)
  redis.call('HSET', key('op', id), 'state', state)
end

local function release_until(id, due_at)
  redis.call('HSET', key('op', id), 'leased', '0')
  redis.call('ZADD', key('due'), due_at, id)
  redis.call('ZADD', key('unsettled'), read(id, 'accepted_at'), id)
end

-- Whoever holds the operation holds it no longer: their next step is refused.
local function fence(id) redis.call('HINCRBY', key('op', id), 'epoch', 1) end

-- What a repeated call is told: by then somebody else may hold the operation, and their epoch is not the caller's.
local function still_held(id, epoch)
  return read(id, 'epoch') == epoch and 'stepped' or 'fenced'
end

-- Other documents that the operation holds too: a payment of several invoices.
local function others(id) return cjson.decode(read(id, 'others') or '[]') end

-- Nobody may begin on them what was drawn before: the next number of this kind is one more there too.
local function free_others(id, kind)
  for _, other in ipairs(others(id)) do
    if redis.call('HGET', key('doc', other), 'open_operation') == id then
      redis.call('HSET', key('doc', other), 'open_operation', '')
      redis.call('HINCRBY', key('doc', other), 'ended.' .. kind, 1)
    end
  end
end

-- This kind's next number is one more.
local function spend(document_id, id)
  local kind, number = string.match(id, '([^/]+)/%d+$'), tonumber(string.match(id, '(%d+)$'))
  local doc, counter = key('doc', document_id), 'ended.' .. kind
  if number > tonumber(redis.call('HGET', doc, counter) or '0') then redis.call('HSET', doc, counter, number) end
end

-- The operation's document may have another one.
local function free_document(id)
  local op = redis.call('HMGET', key('op', id), 'document', 'kind')
  local doc = key('doc', op[1])
  if redis.call('HGET', doc, 'open_operation') == id then redis.call('HSET', doc, 'open_operation', '') end
  spend(op[1], id)
  free_others(id, op[2])
end

local function frees(id, state)
  return has(ENDED, state) or (state == 'needs_person' and read(id, 'keeps_document') == '0')
end

local function is_asked(id, wanted)
  local petition = redis.call('HGET', key('doc', id), 'petition') or 'null'
  return string.find(petition, '{"id":"' .. wanted .. '"', 1, true) ~= nil
end

-- Votes are counted here: nobody's twice, none upon others than those it was judged upon, and only the last decides.
local function objection_to_vote(id, casting)
  for _, person in ipairs(casting.people) do
    if has(casting.barred, person) then return {'own_document', {}, document(id)} end
  end
  local votes = cjson.decode(redis.call('HGET', key('doc', id), casting.field) or '[]')
  for place, vote in ipairs(votes) do
    local counts = not has(casting.taken_off, vote.by)
    if not casting.is_counted and (has(casting.people, vote.by) or has(casting.people, vote.instead_of)) and counts then
      return {'voted', {}, document(id)}
    end
    if vote.by ~= casting.seen[place] then return {'outvoted', {}, document(id)} end
  end
  if #votes ~= #casting.seen then return {'outvoted', {}, document(id)} end
  local counted = #votes
  if not casting.is_counted then counted = counted + 1 end
  if casting.decides ~= (counted >= casting.needed) then return {'outvoted', {}, document(id)} end
end

-- Why a document does not allow an act, as {verdict, operation or nothing, document}; nothing when it does.
local function objection(id, guard, actor)
  local doc = redis.call('HMGET', key('doc', id), 'phase', 'revision', 'content_hash', 'open_operation', 'requester', 'editors')
  if not doc[1] then return {'no_document', {}, {}} end
  if guard.revision and guard.revision ~= doc[2] then return {'stale', {}, document(id)} end
  if guard.content_hash and guard.content_hash ~= doc[3] then return {'stale', {}, document(id)} end
  if guard.phases and not has(guard.phases, doc[1]) then return {'wrong_phase', {}, document(id)} end
  if (guard.alone or guard.waits) and (doc[4] or '') ~= '' then return {'busy', operation(doc[4]), document(id)} end
  if guard.four_eyes and (actor == doc[5] or has(cjson.decode(doc[6] or '[]'), actor)) then
    return {'own_document', {}, document(id)}
  end
  if guard.petition and not is_asked(id, guard.petition) then return {'stale', {}, document(id)} end
  if guard.casting then return objection_to_vote(id, guard.casting) end
end

-- Why one of the others does not allow the act. `wanted` has each document with the number that was drawn for it.
local function objection_of_others(wanted, op, guard, actor)
  for _, other in ipairs(wanted) do
    local ended = tonumber(redis.call('HGET', key('doc', other.document), 'ended.' .. op.kind) or '0')
    if other.number <= ended then return {'ended', {}, document(other.document)} end
    local refusal = objection(other.document, {phases = guard.phases, alone = guard.alone}, actor)
    if refusal then return refusal end
  end
end

local function hold_others(id)
  for _, other in ipairs(others(id)) do
    redis.call('HSET', key('doc', other), 'open_operation', id)
  end
end
