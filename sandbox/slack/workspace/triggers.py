"""trigger_id: three seconds, one use, one person (Slack fact sheet 2.1).

The age is measured on real time: the three seconds are between the app and Slack, and whoever moves the sandbox's
clock a week ahead must not expire what was handed out a moment ago.
"""

import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.refusal import SlackRefusal

TRIGGER_SECONDS = 3


@dataclass
class Trigger:
    person: str
    born: float
    is_used: bool = False


class Triggers:
    def __init__(self, *, real: Callable[[], float], seconds: float = TRIGGER_SECONDS) -> None:
        self._real, self._seconds = real, seconds
        self._numbers = itertools.count(1795330162)
        self._triggers: dict[str, Trigger] = {}

    def new(self, person: str, *, is_expired: bool = False) -> str:
        id_ = f"{next(self._numbers)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        age = self._seconds + 1 if is_expired else 0
        self._triggers[id_] = Trigger(person, self._real() - age)
        return id_

    def exchange(self, id_: str) -> str:
        """The person it was made for."""
        trigger = self._triggers.get(id_)
        if trigger is None:
            raise SlackRefusal("invalid_trigger_id")
        if trigger.is_used:
            raise SlackRefusal("exchanged_trigger_id")
        if self._real() - trigger.born > self._seconds:
            raise SlackRefusal("expired_trigger_id")
        trigger.is_used = True
        return trigger.person
