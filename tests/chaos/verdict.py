"""What must be true when the storm is over, by Alegra's books, by Slack's messages and by the store."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.billing.markers import marker_in
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.store.documents import Documents
from bot.store.scripts import Store
from sandbox.slack.client.message import Message
from tests.chaos.staff import ASKING, FIRST_PRICE
from tests.stories.once import the_audit_is_whole
from tests.stories.stage import Stage

UNSETTLED = (State.ACCEPTED, State.SENDING, State.UNKNOWN)


async def asked_of_people(stage: Stage, store: Store) -> dict[str, str]:
    """Of what nobody could find out after three sends: document -> its invoice's id in Alegra. Each card asks."""
    asked = await Journal(store).listed(State.NEEDS_PERSON)
    assert [each.id for each in asked if each.shown != State.NEEDS_PERSON] == []
    asking = [each for each in stage.person("bruno").messages() if ASKING in each.text]
    assert len(asking) == len(asked)
    return {each.document: (await Documents(store).get(each.document)).alegra_id for each in asked}


def each_is_there_once(stage: Stage, invoices: int, asked: Mapping[str, str]) -> None:
    expected = Counter(range(FIRST_PRICE, FIRST_PRICE + invoices))
    found = Counter(int(Decimal(str(each["items"][0]["price"]))) for each in stage.invoices)
    assert found - expected == Counter(), f"twice: {found - expected}"
    missing = (expected - found).total()
    assert missing <= list(asked.values()).count(""), f"missing: {expected - found}; asked: {asked}"
    assert len({marker_in(each["observations"]) for each in stage.invoices}) == invoices - missing


def each_is_stamped_once(stage: Stage, first_number: int, asked: Mapping[str, str]) -> None:
    """By the authority's unique codes, the numbers that were used, and the e-mails that Alegra sends at each stamp."""
    issued = [each for each in stage.invoices if each["status"] == "open"]
    assert {each["id"] for each in stage.invoices if each not in issued} <= set(asked.values())
    assert len({each["stamp"]["cufe"] for each in issued}) == len(issued)
    numbers = sorted(int(each["numberTemplate"]["number"]) for each in issued)
    assert numbers == list(range(first_number, first_number + len(issued))), "numbers were used up twice, or skipped"
    sent = Counter(str(each["snapshot"]["id"]) for each in stage.emails_since)
    assert sent == Counter(each["id"] for each in issued), f"e-mails: {sent}"


def the_cards_say_so(stage: Stage, asked: Mapping[str, str]) -> None:
    """One for each invoice, with its number and total; and the author's own messages.

    A file may be there twice: nobody can look for it (decision 8).
    """
    cards = [each for each in stage.person("bruno").messages() if each.thread_ts in (None, each.ts)]
    own = [each for each in stage.person("ana").direct_messages() if each.thread_ts in (None, each.ts)]
    for invoice in stage.invoices:
        if invoice["id"] in asked.values():
            continue
        number = invoice["numberTemplate"]["fullNumber"]
        card = _only(cards, number)
        assert "emitida" in card.text, card.text
        assert _amount(invoice) in card.text, f"{_amount(invoice)} is not in {card.text}"
        _only(own, f"Emitida como *{number}*")
        _only(own, f"✅ {number} emitida")
        papers = {file["name"].rpartition(".")[2] for reply in card.thread() for file in reply.files}
        assert papers == {"pdf", "xml"}, f"{number} has {papers} in its thread"
    waiting = [card.text for card in cards if "por aprobar" in card.text]
    assert waiting == []


def _only(messages: list[Message], part: str) -> Message:
    found = [each for each in messages if part in each.text]
    assert len(found) == 1, f"{part} stands in {[each.text for each in found]}"
    return found[0]


def _amount(invoice: Mapping[str, Any]) -> str:
    """As it is written in Colombia; pesos have cents only where there are some."""
    whole, _, cents = f"{Decimal(str(invoice['total'])):,.2f}".partition(".")
    return whole.replace(",", ".") + ("" if cents == "00" else f",{cents}")


async def nothing_is_left(stage: Stage, store: Store) -> None:
    journal = Journal(store)
    left = await journal.listed(*UNSETTLED)
    assert [(each.id, each.state) for each in left] == []
    for state in (State.DONE, State.REFUSED, State.WITHDRAWN):
        unsaid = [each.id for each in await journal.listed(state, limit=10_000) if each.shown != state]
        assert unsaid == [], "ended, and nobody was shown"
    await the_audit_is_whole(stage, store)
