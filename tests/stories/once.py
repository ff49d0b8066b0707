"""What must be true at the end of the story, however often the bot died in it."""

import json
from collections import Counter
from typing import Any

from bot.billing.markers import marker_in
from bot.store.audit import Audit
from bot.store.scripts import Store
from tests.stories.acts import cards, payments_told
from tests.stories.stage import Stage


def everything_is_there_once(stage: Stage, *, emails: int = 1, cards_at_most: int = 1) -> None:
    (invoice,) = stage.invoices
    number = invoice["numberTemplate"]["fullNumber"]
    assert (number, invoice["status"]) == ("FE342", "closed")
    assert marker_in(invoice["observations"])
    assert len(stamps(stage)) == 1
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
    audit = Audit(store)
    head = await audit.seal()
    check = await audit.verify()
    assert (check.breaks, check.unsealed) == ([], 0)
    entries = [json.loads(entry) for entry in await audit.entries(1, head.number)]
    recorded = Counter(
        f"{each['seen']['method']} {each['seen']['path']}" for each in entries if each["what"] == "request"
    )
    arrived = Counter(line.what for line in stage.requests("") if not line.what.startswith("GET "))
    assert arrived
    assert arrived - recorded == Counter()


def stamps(stage: Stage) -> list[Any]:
    """Those that Alegra carried out."""
    answers = [json.loads(line.answer) for line in stage.requests("POST /invoices/stamp") if line.status == 200]
    return [row for rows in answers for row in rows if row["success"]]


def payments_of(stage: Stage, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    paid = stage.alegra.state.books.payments.values()
    return [each for each in paid if invoice["id"] in [to["id"] for to in each.get("invoices", [])]]
