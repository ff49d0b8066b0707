-- What judging a click needs: {who it is, what admins chose, the document's fields and acts}; changes nothing.
local about = given.document ~= '' and document(given.document) or {}
return {redis.call('GET', key('person', given.person)) or '', redis.call('HGETALL', key('preferences')), about}
