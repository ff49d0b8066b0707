"""The evidence of one document, section by section, as it goes onto paper: from the audit, and from what is stored of it."""

import datetime as dt
import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.billing.differences import Difference
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack.audit_phrases import ROLES, Who, told
from bot.slack.changes import change_lines
from bot.slack.messages.audit_story import AuditStory, verdict
from bot.slack.messages.history import ACTS
from bot.store.records import UNASKED, Document

IN_SHORT = 600
"""Characters of a request or an answer; all of it is in the audit, under its number."""
VOTES = frozenset({"approved", "voted", "petition_voted", "broke_glass", "routine", "undone", "returned", "withdrawn"})
MARKUP = str.maketrans("", "", "*~`\u200b\u2060")
VERIFY = phrase(
    "Cada sello es SHA-256(sello anterior + registro, byte por byte). Se comprueba con «cobro audit verify --head {head}» sobre el "
    "almacén, o con las líneas de «cobro audit export --format jsonl»: si un byte de un registro cambia, su sello ya no concuerda."
)


@dataclass(frozen=True)
class Revision:
    number: int
    entry: Mapping[str, Any]
    """By whom and when."""
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Evidence:
    story: AuditStory
    revisions: tuple[Revision, ...] = ()
    document: Document | None = None
    """None: nothing is stored of it besides the audit."""
    company: str = ""
    """Its id in the store."""


@dataclass(frozen=True)
class Section:
    title: str
    lines: tuple[str, ...]


def sections(evidence: Evidence, words: Words, who: Who) -> tuple[Section, ...]:
    """Those that have something to tell; the chain always has."""
    entries = evidence.story.entries
    found = (
        Section(words.t("El documento"), tuple(_about(evidence, words, who))),
        Section(words.t("Revisiones"), tuple(_revisions(evidence, words, who))),
        Section(words.t("Votos"), tuple(_vote(each, words, who) for each in entries if _act(each) in VOTES)),
        Section(words.t("Pagos"), tuple(_payments(evidence, words))),
        Section(words.t("Todo lo que se hizo"), tuple(_history(evidence, words, who))),
        Section(words.t("Lo que se envió a Alegra y lo que contestó"), tuple(_exchanges(evidence, words))),
        Section(words.t("La cadena de registros"), tuple(_chain(evidence, words))),
    )
    return tuple(section for section in found if section.lines)


def title(evidence: Evidence, words: Words) -> str:
    return words.t("Evidencia de {name}", name=_plain(evidence.story.name))


def called(actor: str, names: Mapping[str, str]) -> str:
    """By name where it is known, with the id that nobody can change."""
    if actor in {"", UNASKED}:
        return "Cobro"
    return f"{names[actor]} [{actor}]" if names.get(actor) else actor


def _about(evidence: Evidence, words: Words, who: Who) -> Iterator[str]:
    document, now = evidence.document, evidence.story.now
    yield words.t("Escrita el {when}, empresa {company}", when=_when(now, words), company=evidence.company)
    if document is None:
        return
    yield words.t("Documento {name}, revisión {revision}", name=document.id, revision=document.revision)
    if document.requester:
        yield words.t("La pidió {who}", who=who(document.requester))
    if others := [who(each) for each in document.editors if each != document.requester]:
        yield words.t("También la editaron: {names}", names=", ".join(others))
    invoice = document.content
    if invoice is None:
        return
    total = words.money(invoice.total, invoice.currency or words.currency)
    yield words.t("Cliente: {client}", client=_plain(phrases.client_line(invoice.client)))
    yield words.t("Total: {total}", total=total)
    if invoice.stamp.code:
        yield words.t("CUFE: {code}", code=invoice.stamp.code)
        yield words.t("Emitida: {when}", when=invoice.stamp.stamped_at)
    if document.content_hash:
        yield words.t("Huella del contenido: {hash}", hash=document.content_hash)


def _revisions(evidence: Evidence, words: Words, who: Who) -> Iterator[str]:
    for revision in evidence.revisions:
        said = words.t("Revisión {number}: {who}", number=revision.number, who=_person(revision.entry, words, who))
        yield phrases.dotted(_at(revision.entry, words), said)
        currency = evidence.document.content.currency if evidence.document and evidence.document.content else ""
        yield from (_plain(line) for line in change_lines(revision.changes, currency or words.currency, words))


def _vote(entry: Mapping[str, Any], words: Words, who: Who) -> str:
    """With the whole hash of what was shown, and of which revision."""
    revision, shown = str(entry.get("of_revision") or ""), str(entry.get("of_content") or "")
    return phrases.dotted(
        _at(entry, words),
        f"{_person(entry, words, who)} {words.t(ACTS[_act(entry)])}",
        words.t("revisión {revision}", revision=revision) if revision else "",
        words.t("se le mostró {hash}", hash=shown) if shown else "",
        _plain(str(_part(entry, "act").get("reason") or "")),
    )


def _payments(evidence: Evidence, words: Words) -> Iterator[str]:
    invoice = evidence.document.content if evidence.document else None
    for each in invoice.payments if invoice else ():
        amount = words.money(each.amount, (invoice.currency if invoice else "") or words.currency)
        yield phrases.dotted(words.day(each.paid_on), each.number or each.id, amount, each.status)


def _history(evidence: Evidence, words: Words, who: Who) -> Iterator[str]:
    for entry in evidence.story.entries:
        if said := told(entry, words, who):
            yield phrases.dotted(_at(entry, words), _plain(said), str(entry.get("request") or ""))


def _exchanges(evidence: Evidence, words: Words) -> Iterator[str]:
    for entry in evidence.story.entries:
        if entry.get("what") not in {"request", "answer"}:
            continue
        seen, body = _part(entry, "seen"), entry.get("body") or ""
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        arrow = "->" if entry["what"] == "request" else f"<- {entry.get('status') or '?'}"
        yield phrases.dotted(
            _at(entry, words), f"{arrow} {seen.get('method', '')} {seen.get('path', '')} {text[:IN_SHORT]}"
        )


def _chain(evidence: Evidence, words: Words) -> Iterator[str]:
    yield _plain(verdict(evidence.story, words)).strip()
    head = evidence.story.chain.head
    yield words.t("Último sello: {head}", head=head)
    yield words.t(VERIFY, head=head)


def _at(entry: Mapping[str, Any], words: Words) -> str:
    at = entry.get("at")
    return f"{entry.get('n')}  {_when(at, words) if isinstance(at, int) else ''}"


def _when(at: int, words: Words) -> str:
    """Whole, with its offset: paper is read in other years and elsewhere."""
    moment = dt.datetime.fromtimestamp(at / 1000, ZoneInfo(words.timezone))
    return moment.isoformat(sep=" ", timespec="seconds")


def _person(entry: Mapping[str, Any], words: Words, who: Who) -> str:
    roles = [words.t(ROLES[role]) for role in entry.get("roles") or () if role in ROLES]
    name = who(str(entry.get("actor") or ""))
    return f"{name} ({', '.join(roles)})" if roles else name


def _act(entry: Mapping[str, Any]) -> str:
    return str(_part(entry, "act").get("what") or "")


def _part(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = entry.get(name)
    return part if isinstance(part, dict) else {}


def _plain(text: str) -> str:
    """Without Slack's markup: on paper nothing is a mark."""
    return html.unescape(text).translate(MARKUP)
