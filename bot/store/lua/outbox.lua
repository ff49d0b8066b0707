-- One step of one message: want, posting, unanswered, not_posted, shown, redrawing, redrawn or given_up. Answers {verdict, the message as JSON}.
local again = repeated()
if again then return again end
local doc, name = key('doc', given.document), 'outbox.' .. given.name
if redis.call('EXISTS', doc) == 0 then return {'no_document', ''} end
local text = redis.call('HGET', doc, name)
local message = text and cjson.decode(text)
local step = given.step

if step == 'want' then
  if message and message.state ~= 'given_up' then return {'ok', text} end
  message = {state = 'wanted', channel = given.channel, ts = '', posted_channel = '', drawn = '', tries = 0}
elseif not message then
  return {'not_wanted', ''}
elseif step == 'posting' then
  if message.state == 'shown' then return {'ok', text} end
  -- Another process posts it at this moment: whoever looks for it now does not find it, and would post it too.
  if message.state == 'posting' and (message.posting_until or 0) > NOW then return {'on_its_way', text} end
  message.state, message.tries, message.posting_until = 'posting', message.tries + 1, NOW + given.lease_ms
  message.begun = (message.begun or 0) + 1
elseif step == 'unanswered' or step == 'not_posted' then
  -- It is told of one try: another process may be at the next one by now.
  if message.state ~= 'posting' or (message.begun or 0) ~= given.begun then return {'ok', text} end
  message.posting_until = 0
  if step == 'not_posted' then message.tries = message.tries - 1 end
  if message.tries == 0 then message.state = 'wanted' end
elseif step == 'shown' then
  message.state, message.ts, message.posting_until = 'shown', given.ts, 0
  message.posted_channel, message.drawn = given.posted_channel, given.drawn
elseif step == 'redrawing' or step == 'redrawn' then
  if message.state ~= 'shown' then return {'ok', text} end
  -- Two that redraw it at once: nobody knows whose drawing comes last to Slack, so both draw it once more.
  local alone = step == 'redrawn' and message.redraws == given.redraws
  message.drawn = alone and given.drawn or ''
  message.redraws = (message.redraws or 0) + (alone and 0 or 1)
else
  message.state = 'given_up'
end
-- Whoever redraws it may die before it is drawn: the sweep looks after a while.
if message.state == 'shown' and message.drawn == '' then redis.call('ZADD', key('undrawn'), NOW, given.document) end
text = cjson.encode(message)
redis.call('HSET', doc, name, text)
return keep({'ok', text})
