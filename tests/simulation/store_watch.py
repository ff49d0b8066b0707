"""What must hold of the store after every single write: looked at where it was written, and nowhere else."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.assembly import COMPANY
from bot.store.keys import Keys
from bot.store.records import UNASKED, Phase
from tests.simulation.model_store import Keyspace
from tests.simulation.phases import MOVES
from tests.simulation.violations import Violations

KEYS = Keys(COMPANY)
DOCUMENT, AUDIT = KEYS("doc", ""), KEYS("audit")
STATE_OF = {"accepted": "accepted", "moved": "", "withdrawn": "", "resolved": ""}
"""Entries of the audit that tell where an operation stands now."""
NAMES = ("phase", "revision", "requester", "editors", "votes", "petition", "petition_votes", "facts.without_second")


@dataclass
class StoreWatch:
    keyspace: Keyspace
    found: Violations
    came_to: dict[str, str] = field(default_factory=dict)
    """Operations, each with the state that the audit has last."""
    _entries: int = 0
    _known: dict[str, list[str | None]] = field(default_factory=dict)

    def look(self) -> None:
        """After every script."""
        for key in self.keyspace.taken_touched():
            if key == AUDIT:
                self._audit()
            elif key.startswith(DOCUMENT):
                self._document(key)

    def _audit(self) -> None:
        """Every state that an operation came to stands in it once, in an order in which it can have happened."""
        for text in self.keyspace.lrange(AUDIT, self._entries, -1):
            self._entries += 1
            entry = json.loads(text)
            if entry["n"] != self._entries:
                self.found.say("the audit has no gaps", f"{entry['n']} in the place of {self._entries}")
            if entry["what"] in STATE_OF:
                self._follow(entry["what"], entry["seen"])

    def _follow(self, what: str, seen: dict[str, Any]) -> None:
        operation = seen["operation"]
        if what == "accepted" and operation in self.came_to:
            self.found.say("the audit has everything once", f"{operation} was accepted twice")
        if what == "moved" and self.came_to.get(operation) != seen["from"]:
            self.found.say("the audit has everything once", f"{seen} after {self.came_to.get(operation)}")
        self.came_to[operation] = seen.get("state") or STATE_OF[what]

    def _document(self, key: str) -> None:
        now = self.keyspace.hmget(key, *NAMES)
        before = self._known.get(key)
        if now == before:
            return
        self._known[key] = now
        said = dict(zip(NAMES, now, strict=True))
        name = key.removeprefix(DOCUMENT)
        self._moved(name, before[0] if before else None, said["phase"])
        self._votes(name, said)
        self._petition(name, said)

    def _moved(self, name: str, before: str | None, now: str | None) -> None:
        if before and now and before != now and Phase(now) not in MOVES[Phase(before)]:
            self.found.say("a document goes its way", f"{name}: {before} -> {now}")

    def _votes(self, name: str, said: dict[str, str | None]) -> None:
        votes = json.loads(said["votes"] or "[]")
        people = [vote["by"] for vote in votes]
        if len(set(people)) < len(people):
            self.found.say("one person is one vote", f"{name}: {people}")
        if any(str(vote["revision"]) != said["revision"] for vote in votes):
            self.found.say("votes are for the revision that stands", f"{name}: {votes} of {said['revision']}")
        barred = {said["requester"], *json.loads(said["editors"] or "[]")} - {None, "", UNASKED}
        is_alone = (said["facts.without_second"] or "null") != "null"
        if not is_alone and barred & set(people):
            self.found.say("nobody votes who asked or edited", f"{name}: {barred & set(people)}")

    def _petition(self, name: str, said: dict[str, str | None]) -> None:
        """Votes of the last one stay after its end; of those that stand, none is the asker's."""
        petition = json.loads(said["petition"] or "null")
        people = [vote["by"] for vote in json.loads(said["petition_votes"] or "[]")]
        if len(set(people)) < len(people):
            self.found.say("one person is one vote", f"{name}: {people} for a petition")
        if petition and petition["by"] in people:
            self.found.say("nobody votes for what they asked for", f"{name}: {petition['by']}")
