-- Notes the state that Slack shows now. An operation at rest is settled with it. Answers {verdict, operation}.
local again = repeated()
if again then return {still_held(given.id, given.epoch), operation(given.id)} end
local id = given.id
if read(id, 'epoch') ~= given.epoch or read(id, 'state') ~= given.from then return {'fenced', operation(id)} end
redis.call('ZREM', key('unreadable'), id)
redis.call('HSET', key('op', id), 'shown', given.from, 'show_tries', '0')
if given.at_rest then
  redis.call('HSET', key('op', id), 'leased', '0')
  redis.call('ZREM', key('due'), id)
  redis.call('ZREM', key('unsettled'), id)
end
if has(ENDED, given.from) then
  redis.call('EXPIRE', key('op', id), SETTLED_SECONDS)
  local doc = read(id, 'document')
  if redis.call('HGET', key('doc', doc), 'phase') == 'notice' then
    for _, name in ipairs({'doc', 'history', 'doc-ops'}) do redis.call('EXPIRE', key(name, doc), SETTLED_SECONDS) end
  end
end
record(given.audit, {operation = id, shown = given.from}, read(id, 'document'))
keep({'stepped'})
return {'stepped', operation(id)}
