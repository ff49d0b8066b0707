"""How an intended write becomes an operation: its hash is of what was asked for, its marker is drawn once."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from bot.billing.markers import marker_from
from bot.operations.operation import Operation
from bot.store.records import UNASKED

UNHURRIED = "unhurried"
"""In the request of a reading that nobody waits for."""


class NewOperations:
    """`random_bits` answers fresh random bits, as many as a marker has at least."""

    def __init__(self, *, company: str, random_bits: Callable[[], int]) -> None:
        self.company, self._random_bits = company, random_bits

    def __call__(
        self, operation_id: str, *, actor: str, request: dict[str, Any], accepted_at: int, not_before: int = 0
    ) -> Operation:
        """`operation_id` is the one reserved when the form or the card was drawn: `<document>/<kind>/<n>`."""
        document, kind, _ = operation_id.split("/")
        return Operation(
            id=operation_id,
            company=self.company,
            document=document,
            kind=kind,
            actor=actor,
            request=request,
            payload_hash=payload_hash(request),
            marker=marker_from(self._random_bits()),
            accepted_at=accepted_at,
            not_before=not_before,
        )

    def reading(self, document_id: str, *, at: int, is_waited_for: bool = False) -> Operation:
        """Of a document, unasked. The number of a reading is its time: it grows, and no button needs to know it.

        `is_waited_for`: a person looks at the form or the card. Other readings leave Alegra's requests to people.
        """
        request = {} if is_waited_for else {UNHURRIED: True}
        return self(f"{document_id}/read/{at}", actor=UNASKED, request=request, accepted_at=at)


def payload_hash(request: dict[str, Any]) -> str:
    text = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
