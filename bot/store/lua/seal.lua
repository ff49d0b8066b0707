-- Appends seals, if they begin right after the last one. Answers how many there are. Whoever computes them computes the
-- same, so it does not matter whose are kept.
if redis.call('LLEN', key('audit-seals')) == given.after then
  for _, seal in ipairs(given.seals) do redis.call('RPUSH', key('audit-seals'), seal) end
end
return redis.call('LLEN', key('audit-seals'))
