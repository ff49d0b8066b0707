"""What must be true when the storm is over, by Alegra's books, by Slack's messages and by the store."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.billing.markers import marker_in
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.store.documents import Documents
from bot.store.records import UNASKED, Document
from bot.store.scripts import Store
from sandbox.slack.client.message import Message
from tests.chaos.board import ASKING
from tests.chaos.intents import Ending, Intent
from tests.stories.once import the_audit_is_whole
from tests.stories.stage import Stage

UNSETTLED = (State.ACCEPTED, State.SENDING, State.UNKNOWN)
ENDED = (State.DONE, State.REFUSED, State.WITHDRAWN, State.NEEDS_PERSON)
EVERYTHING = 100_000
REST_SECONDS, LOOK_SECONDS, STEP_SECONDS = 120.0, 0.5, 2.0
"""Four times as fast as the machine's clock: fewer things begin than end."""
STATUS = {Ending.ISSUED: "open", Ending.PAID: "closed", Ending.PAYMENT_VOIDED: "open", Ending.VOIDED: "void"}
ASKS_NOT = ("email",)
"""Its fate is a line of the card, which goes on."""

DIGEST = "Cartera vencida"

Json = Mapping[str, Any]


async def asked_of_people(stage: Stage, store: Store) -> list[tuple[str, str]]:
    """Of what nobody could find out after three sends: the invoice's id in Alegra, and the kind. Each card asks."""
    asked = await Journal(store).listed(State.NEEDS_PERSON)
    assert [each.id for each in asked if each.shown != State.NEEDS_PERSON] == []
    asking = [each for each in stage.person("bruno").messages() if ASKING in each.text]
    expected = [each.id for each in asked if each.kind not in ASKS_NOT]
    assert len(asking) == len(expected), f"{expected} ask, and the channel has {[each.text for each in asking]}"
    return [(_invoice_of(await Documents(store).get(each.document)), each.kind) for each in asked]


def _invoice_of(document: Document) -> str:
    """Empty: nobody knows whether Alegra has it."""
    payment = document.facts.get("payment")
    return str(payment["invoices"][0]["id"]) if payment else document.alegra_id


class Books:
    """What Alegra has of what was intended."""

    def __init__(self, stage: Stage, intents: Sequence[Intent], asked: Sequence[tuple[str, str]]) -> None:
        self.stage, self.intents, self.asked = stage, intents, asked
        self.by_price = {_price(each): each for each in stage.invoices}

    def asked_about(self, intent: Intent) -> frozenset[str]:
        invoice = self.by_price.get(intent.price)
        return frozenset(kind for key, kind in self.asked if invoice is not None and key == invoice["id"])

    def settled(self) -> list[tuple[Intent, dict[str, Any]]]:
        """With their invoices: those of which no person is asked."""
        there = [(each, self.by_price[each.price]) for each in self.intents if each.price in self.by_price]
        return [(each, invoice) for each, invoice in there if not self.asked_about(each) - set(ASKS_NOT)]

    def payments(self, invoice: Json) -> list[Json]:
        books = self.stage.alegra.state.books
        return [books.payments[key] for key in books.payments_of.get(invoice["id"], [])]


def each_is_there_once(books: Books) -> None:
    expected = Counter(each.price for each in books.intents)
    found = Counter(_price(each) for each in books.stage.invoices)
    assert found - expected == Counter(), f"twice: {found - expected}"
    missing = (expected - found).total()
    assert missing <= [key for key, _ in books.asked].count(""), f"missing: {expected - found}; asked: {books.asked}"
    assert len({marker_in(each["observations"]) for each in books.stage.invoices}) == len(books.intents) - missing
    for intent, invoice in books.settled():
        assert (invoice["purchaseOrderNumber"] or "") == intent.order, f"{intent} is not as it was edited"
        assert invoice["status"] == STATUS[intent.ending], f"{intent} is {invoice['status']}"


def numbers_have_no_gap(books: Books, first: Mapping[str, int]) -> None:
    """`first`: the next number of each numbering when the storm began."""
    for prefix, start in first.items():
        of_it = [each["numberTemplate"] for each in books.stage.invoices if each["numberTemplate"]["prefix"] == prefix]
        used = sorted(int(each["number"]) for each in of_it if each.get("number"))
        assert used == list(range(start, start + len(used))), f"numbers of {prefix} were used up twice, or skipped"
    issued = [each["stamp"]["cufe"] for each in books.stage.invoices if each.get("stamp")]
    assert len(set(issued)) == len(issued)


def balances_tie(books: Books) -> None:
    """Each payment is there once, void where it was taken back, and what is owed is the rest."""
    for intent in books.intents:
        if (invoice := books.by_price.get(intent.price)) is None:
            continue
        payments = [(each["amount"], each["status"]) for each in books.payments(invoice)]
        status = "void" if intent.ending is Ending.PAYMENT_VOIDED else "open"
        expected = [(Decimal(intent.total), status)] if intent.is_paid else []
        if books.asked_about(intent) - set(ASKS_NOT):
            assert len(payments) <= len(expected), f"{intent} was paid by {payments}"
        else:
            assert payments == expected, f"{intent} was paid by {payments}"
            paid = sum(amount for amount, state in payments if state == "open")
            assert Decimal(str(invoice["balance"])) == intent.total - paid, f"{intent} owes {invoice['balance']}"


def each_email_left_once(books: Books) -> None:
    """Alegra's own at each stamp, and those that people had sent: once, or never where a person is asked."""
    own, copies = Counter[str](), Counter[str]()
    for each in books.stage.emails_since:
        (own if each["to"] == ["facturacion@losandes.example"] else copies)[str(each["snapshot"]["id"])] += 1
    stamped = Counter(each["id"] for each in books.stage.invoices if each.get("stamp"))
    assert own == stamped, f"e-mails of stamps: {own}"
    for intent, invoice in books.settled():
        least = 1 if intent.is_emailed and "email" not in books.asked_about(intent) else 0
        most = 1 if intent.is_emailed else 0
        assert least <= copies[invoice["id"]] <= most, f"{intent} went out {copies[invoice['id']]} times"


def the_cards_say_so(books: Books) -> None:
    """One for each invoice, with its number and total; and the author's own messages.

    A file may be there twice: nobody can look for it (decision 8).
    """
    stage = books.stage
    roots = _roots(stage.person("bruno").messages())
    news = [each for each in roots if "💰" in each.text]
    cards = [each for each in roots if each not in news and not each.is_ephemeral]
    own = _roots(stage.person("ana").direct_messages())
    for intent, invoice in books.settled():
        number = invoice["numberTemplate"]["fullNumber"]
        card = _only(cards, f"*{number}*")
        assert intent.shown in card.text, f"{intent.shown} is not in {card.text}"
        _only(own, f"✅ {number} emitida")
        _only(own, f"Tu factura a *Clínica Los Andes S.A.S.* · *{intent.shown}*")
        papers = {file["name"].rpartition(".")[2] for reply in card.thread() for file in reply.files}
        assert papers == ({"pdf"} if intent.is_plain else {"pdf", "xml"}), f"{number} has {papers} in its thread"
        told = [each.text for each in news if number in each.text]
        assert len(told) == (1 if intent.is_paid else 0), f"{number}: {told}"
        assert all(("Anulado por" in text) is (intent.ending is Ending.PAYMENT_VOIDED) for text in told), told
    waiting = [card.text for card in cards if "por aprobar" in card.text]
    assert waiting == []


def _roots(messages: list[Message]) -> list[Message]:
    return [each for each in messages if each.thread_ts in (None, each.ts)]


def _only(messages: list[Message], part: str) -> Message:
    found = [each for each in messages if part in each.text]
    assert len(found) == 1, f"{part} stands in {[each.text for each in found]}"
    return found[0]


def _price(invoice: Json) -> int:
    return int(Decimal(str(invoice["items"][0]["price"])))


async def unsettled(store: Store) -> list[Operation]:
    """Of what people asked for: the timetable goes on beginning things while the clock runs ahead."""
    return [each for each in await Journal(store).listed(*UNSETTLED) if each.actor != UNASKED]


async def unsaid(store: Store) -> list[str]:
    """What ended, and nobody was shown."""
    return [each.id for each in await _ended(store) if each.shown != each.state and each.actor != UNASKED]


async def nothing_is_left(stage: Stage, store: Store) -> None:
    """Of the timetable neither: its clock runs ahead no more, so that what it began comes to its end.

    A storm begins an hour after the first day's digest was due: it is told too, by now.
    """
    end = time.monotonic() + REST_SECONDS
    while (left := await _left(store)) or not _digests(stage):
        assert time.monotonic() < end, f"nobody ends or says {left or 'what is overdue'}"
        await asyncio.sleep(LOOK_SECONDS)
        stage.clock.advance(STEP_SECONDS)
    days = Counter(text.partition("\n")[0] for text in _digests(stage))
    assert set(days.values()) == {1}, f"told twice on one day: {days}"
    await the_audit_is_whole(stage, store)


def _digests(stage: Stage) -> list[str]:
    return [each.text for each in _roots(stage.person("bruno").messages()) if DIGEST in each.text]


async def _left(store: Store) -> list[tuple[str, State]]:
    unsaid = [each for each in await _ended(store) if each.shown != each.state]
    return [(each.id, each.state) for each in (*await Journal(store).listed(*UNSETTLED), *unsaid)]


async def _ended(store: Store) -> list[Operation]:
    journal = Journal(store)
    return [each for state in ENDED for each in await journal.listed(state, limit=EVERYTHING)]
