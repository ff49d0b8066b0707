"""What Cobro remembers of each document, and what Slack still has to show of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.adapters import TypeAdapter
from bot.store.audit import said
from bot.store.fields import Fields, UnknownField
from bot.store.readings import document_key
from bot.store.records import Act, Document, Outgoing, Phase
from bot.store.request_context import asked
from bot.store.scripts import Script, Store

FIELDS = Fields(
    Document,
    spread=frozenset({"outbox", "ended", "facts"}),
    apart=frozenset({"history"}),
    frozen=frozenset({"draft", "content", "editors", "votes", "policy", "petition_votes", "decision", "outbox"}),
)
KEPT_BY_SCRIPTS = frozenset({"id", "company", "created_at", "open_operation", "ended", "history"})
ACTS = TypeAdapter(Act)
HISTORY = TypeAdapter(tuple[Act, ...])
OUTGOING = TypeAdapter(Outgoing)

ADOPT = Script("bot.store", "adopt")
OUTBOX = Script("bot.store", "outbox")
POSTING_MS = 35_000
"""Longer than a post may take: ten seconds, and a file is three calls."""


class NoSuchDocument(Exception):
    def __init__(self, document_id: str) -> None:
        super().__init__(f"there is no document {document_id}")
        self.document_id = document_id


class NotWanted(Exception):
    """A step of a message that nobody asked for."""

    def __init__(self, document_id: str, name: str) -> None:
        super().__init__(f"document {document_id} does not want {name!r} to be shown")


class OnItsWay(Exception):
    """Another process posts this message at this moment."""

    def __init__(self, document_id: str, name: str) -> None:
        super().__init__(f"{name!r} of document {document_id} is being posted")


class Documents:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, document_id: str) -> Document | None:
        key, readings = document_key(self._store.keys, document_id), asked().readings
        known = readings.take(key) if readings and readings.knows(key) else await self._read(document_id)
        stored, acts = known
        return decode_document(stored, acts) if stored else None

    async def _read(self, document_id: str) -> list[Any]:
        keys = self._store.keys
        async with self._store.client.pipeline(transaction=True) as pipe:
            pipe.hgetall(keys("doc", document_id))
            pipe.lrange(keys("history", document_id), 0, -1)
            return await pipe.execute()

    async def get(self, document_id: str) -> Document:
        """Like find; raises NoSuchDocument."""
        if document := await self.find(document_id):
            return document
        raise NoSuchDocument(document_id)

    async def find_all(self, document_ids: Iterable[str]) -> tuple[Document, ...]:
        """Those that are there, in the order asked for."""
        found = [await self.find(document_id) for document_id in document_ids]
        return tuple(document for document in found if document)

    async def by_alegra_id(self, alegra_id: str) -> Document | None:
        document_id = await self._store.hash_field("by-alegra-id", field=alegra_id)
        return await self.find(document_id) if document_id else None

    async def listed(
        self, *, phases: Iterable[Phase] | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[Document, ...]:
        """Newest first. Without phases: everything but notices."""
        wanted = [phase for phase in Phase if phase is not Phase.NOTICE] if phases is None else list(phases)
        newest: list[tuple[str, float]] = []
        for phase in wanted:
            newest += await self._store.newest("docs", phase, limit=offset + limit)
        newest.sort(key=lambda entry: (entry[1], entry[0]), reverse=True)
        return await self.find_all(document_id for document_id, _ in newest[offset : offset + limit])

    async def petitioned(self, *, limit: int = 50) -> tuple[Document, ...]:
        """On which something is asked for that waits for votes, oldest first: the last `limit`; some may have become impossible."""
        newest = await self._store.newest("petitions", limit=limit)
        return await self.find_all(document_id for document_id, _ in reversed(newest))

    async def adopt(self, document: Document) -> Document:
        """Remember an invoice that Alegra has and Cobro did not know. Answers the one already known, if any."""
        fields, acts = encode_document(document)
        number = document.content.number if document.content else ""
        told = said("adopted", sets={"alegra_id": document.alegra_id, "number": number})
        arguments = {"document": document.id, "fields": fields, "acts": acts, "audit": told}
        known = await self._store.run(ADOPT, arguments)
        return await self.get(known)

    async def want(self, document_id: str, name: str, channel: str) -> Outgoing:
        """Ask for a message or file; one that is already asked for stays as it is, one given up is asked for again."""
        return await self._outbox(document_id, name, step="want", channel=channel)

    async def posting(self, document_id: str, name: str, *, lease_ms: int = POSTING_MS) -> Outgoing:
        """Say that it is about to be posted, one try more; one that is shown already is answered as it is.

        Raise OnItsWay while another process posts it.
        """
        return await self._outbox(document_id, name, step="posting", lease_ms=lease_ms)

    async def unanswered(self, document_id: str, name: str, *, tried: Outgoing) -> Outgoing:
        """Say that the try is over, and that nobody knows whether it put anything into Slack.

        Nothing happens to another try that was begun since; nor does it in `not_posted`.
        """
        return await self._outbox(document_id, name, step="unanswered", begun=tried.begun)

    async def on_its_way_seconds(self, entry: Outgoing) -> float:
        """For how long another process may still be posting it."""
        return max(0, entry.posting_until - await self._store.now()) / 1000 if entry.posting_until else 0.0

    async def not_posted(self, document_id: str, name: str, *, tried: Outgoing) -> Outgoing:
        """Say that the try certainly put nothing into Slack: it does not count."""
        return await self._outbox(document_id, name, step="not_posted", begun=tried.begun)

    async def shown(self, document_id: str, name: str, *, ts: str, posted_channel: str, drawn: str) -> Outgoing:
        return await self._outbox(document_id, name, step="shown", ts=ts, posted_channel=posted_channel, drawn=drawn)

    async def redrawing(self, document_id: str, name: str) -> Outgoing:
        """Say that what Slack shows of it is not known from now on; one that is not shown is answered as it is."""
        return await self._outbox(document_id, name, step="redrawing")

    async def redrawn(self, document_id: str, name: str, *, redraws: int, drawn: str) -> Outgoing:
        """`redraws` as `redrawing` answered; when somebody else began one since, `drawn` of the answer is empty."""
        return await self._outbox(document_id, name, step="redrawn", redraws=redraws, drawn=drawn)

    async def given_up(self, document_id: str, name: str) -> Outgoing:
        return await self._outbox(document_id, name, step="given_up")

    async def _outbox(self, document_id: str, name: str, **arguments: str | int) -> Outgoing:
        """Raises NoSuchDocument, NotWanted or OnItsWay."""
        verdict, text = await self._store.run(OUTBOX, {"document": document_id, "name": name, **arguments})
        if verdict == "no_document":
            raise NoSuchDocument(document_id)
        if verdict == "not_wanted":
            raise NotWanted(document_id, name)
        if verdict == "on_its_way":
            raise OnItsWay(document_id, name)
        return OUTGOING.validate_json(text)


def encode_document(document: Document) -> tuple[dict[str, str], list[str]]:
    return FIELDS.encode(document), [encode_act(act) for act in document.history]


def encode_act(act: Act) -> str:
    return ACTS.dump_json(act).decode()


def decode_document(stored: Mapping[str, str] | Sequence[str], acts: Sequence[str]) -> Document:
    """From a hash, or from the flat list of names and texts that a script answers."""
    fields = stored if isinstance(stored, Mapping) else dict(zip(stored[::2], stored[1::2], strict=True))
    return FIELDS.decode(fields, history=HISTORY.validate_json(f"[{','.join(acts)}]"))


def encode_changes(sets: Mapping[str, Any], act: Act | None = None) -> dict[str, Any]:
    """Fields of a document to set, as the scripts take them.

    `{"phase": Phase.PENDING}` sets a field; `{"facts": {"refusal": "…", "diff": None}}` sets and removes entries
    and leaves the others; `{"votes+": vote}` adds one element to a tuple unless it is there, `{"history+": act}` a
    line of history. Raises UnknownField,
    also for the fields that only scripts may change.
    """
    change: dict[str, Any] = {"set": {}, "remove": [], "add": {}, "acts": [encode_act(act)] if act else []}
    for name, value in sets.items():
        if name == "history+":
            change["acts"].append(encode_act(value))
        elif name.rstrip("+") in KEPT_BY_SCRIPTS:
            raise UnknownField("Document", name)
        elif name.endswith("+"):
            change["add"][name[:-1]] = [FIELDS.encode_element(name[:-1], value)]
        else:
            setting, removing = FIELDS.encode_field(name, value)
            change["set"] |= setting
            change["remove"] += removing
    return change
