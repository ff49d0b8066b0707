"""What must be true at the end of the story, however often the bot died in it."""

import json
import time
from collections import Counter
from typing import Any

from bot.billing.markers import marker_in
from bot.store.audit import Audit
from bot.store.scripts import Store
from tests.stories.acts import cards, payments_told
from tests.stories.stage import Stage

SEALED_SECONDS = 45.0
LANDED = "landed late"
"""The second line of one request, when its effect came."""


def everything_is_there_once(
    stage: Stage, *, emails: int = 1, cards_at_most: int = 1, stamps_answered: int = 1
) -> None:
    """`stamps_answered`: of a stamp whose answer was lost only its number and its e-mail tell."""
    (invoice,) = stage.invoices
    number = invoice["numberTemplate"]["fullNumber"]
    assert (number, invoice["status"]) == ("FE342", "closed")
    assert marker_in(invoice["observations"])
    assert len(stamps(stage)) == stamps_answered
    assert [payment["amount"] for payment in payments_of(stage, invoice)] == [1011500]
    assert len(stage.emails_since) == emails
    assert len(payments_told(stage)) == 1
    found = cards(stage)
    assert 1 <= len(found) <= cards_at_most, [card.text for card in found]
    assert len([card for card in found if "Pagada" in card.text]) == 1
    papers = [file["name"] for card in found for reply in card.thread() for file in reply.files]
    assert sorted(papers) == [f"{number}_ClinicaLosAndes.pdf", f"{number}_ClinicaLosAndes.xml"]


async def the_audit_is_whole(stage: Stage, store: Store) -> None:
    """Sealed by whoever is there; and whatever reached Alegra and writes had been recorded before."""
    arrived = Counter(
        line.what
        for line in stage.requests("")
        if not line.what.startswith("GET ") and not line.trouble.startswith(LANDED)
    )
    assert arrived
    sealed_up_to = await _sealed_without_a_break(Audit(store))
    entries = [json.loads(entry) for entry in await Audit(store).entries(1, sealed_up_to)]
    recorded = Counter(
        f"{each['seen']['method']} {each['seen']['path']}" for each in entries if each["what"] == "request"
    )
    assert arrived - recorded == Counter(), f"Alegra was written to, and the audit does not know: {arrived - recorded}"


async def _sealed_without_a_break(audit: Audit) -> int:
    """The number of the last entry. The bot goes on living, so an entry may come between sealing and checking."""
    end = time.monotonic() + SEALED_SECONDS
    while True:
        head = await audit.seal()
        check = await audit.verify()
        assert check.breaks == [], f"the chain is broken: {check.breaks}"
        if not check.unsealed:
            return head.number
        assert time.monotonic() < end, f"{check.unsealed} entries are never sealed"


def stamps(stage: Stage) -> list[Any]:
    """Those that Alegra carried out."""
    answers = [json.loads(line.answer) for line in stage.requests("POST /invoices/stamp") if line.status == 200]
    return [row for rows in answers for row in rows if row["success"]]


def payments_of(stage: Stage, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    paid = stage.alegra.state.books.payments.values()
    return [each for each in paid if invoice["id"] in [to["id"] for to in each.get("invoices", [])]]
