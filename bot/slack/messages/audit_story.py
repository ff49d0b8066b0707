"""The story of one document as the audit has it, in plain words, and whether the chain over it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.audit_phrases import HASH_SHOWN, Who, told
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.references import Reference
from bot.store.records import TERMINAL, UNASKED

EVIDENCE = "audit.evidence"
MOST_SHOWN = 40
"""In a message; more go into a file."""


@dataclass(frozen=True)
class Chain:
    """What computing the seals over the story anew has found."""

    first: int
    last: int
    breaks: tuple[int, ...] = ()
    """Numbers of entries that are not what was sealed, or not in their place."""
    unsealed: int = 0
    head: str = ""
    """The last seal of all, `17:ab…`."""


@dataclass(frozen=True)
class AuditStory:
    name: str
    """The number, or the document's name."""
    entries: tuple[Mapping[str, Any], ...]
    """As the audit has them, oldest first."""
    chain: Chain
    now: int
    unreadable: int = 0
    subject: str = ""
    """The document's name in every case."""


def draw(story: AuditStory, words: Words) -> Message:
    title = _title(story, words)
    lines = [f"• {line}" for line in _lines(story, words, _mentioned)]
    if not story.entries:
        lines = [words.t("La auditoría no tiene nada de este documento: se hizo en Alegra, o antes de que la hubiera.")]
    blocks = (*paragraphs([f"*{title}*", *lines[:MOST_SHOWN]]), context(verdict(story, words)))
    return Message(title, (*blocks, *evidence_button(story, words)))


def evidence_button(story: AuditStory, words: Words) -> tuple[Block, ...]:
    """Where there is anything to give evidence of."""
    if not story.entries or not story.subject:
        return ()
    return (actions(button(words.t("Evidencia en PDF"), action=EVIDENCE, value=Reference(story.subject).pack())),)


def is_long(story: AuditStory, words: Words) -> bool:
    return len(_lines(story, words, _mentioned)) > MOST_SHOWN


def in_file(story: AuditStory, names: Mapping[str, str], words: Words) -> str:
    """All of it, with people's names for whoever is known."""

    def who(actor: str) -> str:
        return names.get(actor) or actor if actor not in {"", UNASKED} else "Cobro"

    return "\n".join([_title(story, words), "", *_lines(story, words, who), "", verdict(story, words), ""])


def _title(story: AuditStory, words: Words) -> str:
    return words.t("Auditoría de {name}", name=inert(story.name, 40))


def _lines(story: AuditStory, words: Words, who: Who) -> list[str]:
    said_of = ((entry, told(entry, words, who)) for entry in story.entries)
    return [_line(entry, said, story.now, words) for entry, said in said_of if said]


def _line(entry: Mapping[str, Any], said: str, now: int, words: Words) -> str:
    """With the number by which `cobro audit` finds it, and the request by which the log does."""
    request = inert(str(entry.get("request") or ""), 20)
    return phrases.dotted(f"{entry.get('n')}", words.moment(_at(entry), now_ms=now), said, request)


def _mentioned(actor: str) -> str:
    if actor.startswith(TERMINAL):
        return inert(actor, 60)
    return "Cobro" if actor in {"", UNASKED} else mention(actor)


def verdict(story: AuditStory, words: Words) -> str:
    """Whether the chain holds over it, and the last seal."""
    chain = story.chain
    if not story.entries and not story.unreadable:
        return words.t("No hay registros que comprobar.")
    if chain.breaks or story.unreadable:
        where = ", ".join(str(number) for number in chain.breaks[:10]) or "?"
        said = words.t(
            "⚠️ LA CADENA NO ESTÁ ENTERA: registro {where}. Alguien cambió el almacén; avisa y usa `cobro audit verify`.",
            where=where,
        )
    else:
        said = words.t("✅ La cadena está entera del registro {first} al {last}", first=chain.first, last=chain.last)
    waiting = words.n("{count} espera su sello", "{count} esperan su sello", chain.unsealed) if chain.unsealed else ""
    number, _, seal = chain.head.partition(":")
    head = words.t("último sello {number}: `{seal}…`", number=number, seal=seal[:HASH_SHOWN])
    return phrases.dotted(said, waiting, head)


def _at(entry: Mapping[str, Any]) -> int:
    at = entry.get("at")
    return at if isinstance(at, int) else 0


def _entry(number: int, what: str, actor: str = UNASKED, **more: Any) -> dict[str, Any]:
    return {"n": number, "at": samples.NOW - (20 - number) * 60_000, "what": what, "actor": actor} | more


_STAMP = {"operation": "D-7K3Q/stamp/1"}
_PAID = {"what": "paid", "amount": "4283919", "currency": "COP", "crossing": "Lo pidió la revisora fiscal"}
_ENTRIES = (
    _entry(1, "accepted", samples.ANA, roles=["requester"], request="7K3QX2M9PA", act={"what": "submitted"}),
    _entry(2, "refused", samples.ANA, roles=["requester"], doing="approval.approve", why="not_permitted"),
    _entry(3, "accepted", samples.BRUNO, roles=["approver"], of_content="ab" * 32, act={"what": "approved"}),
    _entry(4, "moved", seen={**_STAMP, "from": "accepted", "state": "sending"}),
    _entry(5, "request", seen={**_STAMP, "method": "POST", "path": "/invoices/stamp"}),
    _entry(6, "answer", seen={**_STAMP, "method": "POST", "path": "/invoices/stamp"}, status=200),
    _entry(7, "moved", seen={**_STAMP, "from": "sending", "state": "done"}, act={"what": "stamped", "number": "FE342"}),
    _entry(8, "answer", seen=_STAMP),
    _entry(9, "shown", seen={**_STAMP, "shown": "done"}),
    _entry(10, "adopted"),
    _entry(11, "accepted", samples.DIEGO, roles=["admin"], act={"what": "voided", "reason": "Se cobró dos veces"}),
    _entry(12, "accepted", samples.CARLA, roles=["collector"], act=_PAID),
)
_STORY = AuditStory("FE342", _ENTRIES, Chain(1, 12, head="1284:" + "ab12" * 16), samples.NOW, subject="D-7K3Q")
SAMPLES = {
    "whole": _STORY,
    "waiting for seals": replace(_STORY, chain=replace(_STORY.chain, unsealed=2)),
    "broken": replace(_STORY, chain=replace(_STORY.chain, breaks=(3, 7))),
    "unreadable": replace(_STORY, unreadable=1),
    "nothing": replace(_STORY, entries=(), chain=Chain(0, 0, head="0:" + "0" * 64)),
    "long": replace(_STORY, entries=_ENTRIES * 12),
    "hostile": AuditStory(
        samples.HOSTILE,
        (
            _entry(1, samples.HOSTILE, samples.HOSTILE, roles=[samples.HOSTILE], act={"what": samples.HOSTILE}),
            _entry(2, "refused", samples.HOSTILE, doing=samples.HOSTILE, why=samples.HOSTILE),
            _entry(3, "request", seen={"method": samples.HOSTILE, "path": samples.HOSTILE}),
        ),
        Chain(1, 3),
        samples.NOW,
    ),
}
