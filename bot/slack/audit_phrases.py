"""One entry of the audit in plain words: who did what, and what it came to."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import inert
from bot.slack.messages.history import ACTS
from bot.slack.messages.status import KINDS
from bot.store.records import UNASKED

HASH_SHOWN = 12
ROLES = {
    "requester": phrase("solicita"),
    "approver": phrase("aprueba"),
    "collector": phrase("cobra"),
    "admin": phrase("administra"),
    "accountant": phrase("consulta"),
}
CAME_TO = {
    "done": phrase("hecho: {kind}"),
    "refused": phrase("no se hizo: {kind}"),
    "unknown": phrase("no se sabe si ocurrió, se consulta: {kind}"),
    "needs_person": phrase("una persona debe mirar: {kind}"),
    "accepted": phrase("queda esperando para salir: {kind}"),
}
WHY_REFUSED = {
    "own_document": phrase("es suya: la hizo o la editó"),
    "not_approver": phrase("no aprueba facturas"),
    "nobody_approves": phrase("nadie aprueba todavía"),
    "not_permitted": phrase("no tiene ese permiso"),
    "closed_books": phrase("los libros de esa fecha están cerrados"),
    "guest": phrase("es una cuenta de invitado"),
    "outsider": phrase("no es de este espacio"),
}
Who = Callable[[str], str]
"""How somebody is named, by id."""


def told(entry: Mapping[str, Any], words: Words, who: Who) -> str:
    """Empty for what only keeps a card up to date."""
    return TELLERS.get(str(entry.get("what")), _acted)(entry, words, who)


def _acted(entry: Mapping[str, Any], words: Words, who: Who) -> str:
    return _did(entry, _who(entry, words, who), words)


def _moved(entry: Mapping[str, Any], words: Words, _who: Who) -> str:
    return phrases.dotted(_came_to(_part(entry, "seen"), words), _did(entry, "Cobro", words))


def _sent(entry: Mapping[str, Any], words: Words, _who: Who) -> str:
    seen = _part(entry, "seen")
    return words.t("Cobro envía a Alegra {method} {path}", method=_text(seen, "method"), path=_text(seen, "path"))


def _answered(entry: Mapping[str, Any], words: Words, _who: Who) -> str:
    if not entry.get("status"):
        return words.t("Alegra no contesta")
    return words.t("Alegra contesta {status}", status=_text(entry, "status"))


def _refused(entry: Mapping[str, Any], words: Words, who: Who) -> str:
    why = words.t(WHY_REFUSED.get(str(entry.get("why")), WHY_REFUSED["not_permitted"]))
    actor, doing = _who(entry, words, who), _text(entry, "doing")
    return words.t("{who} lo intentó ({doing}) y no pudo: {why}", who=actor, doing=doing, why=why)


def _adopted(_entry: Mapping[str, Any], words: Words, _who: Who) -> str:
    return words.t("Cobro conoce esta factura, hecha en Alegra")


TELLERS: Mapping[str, Callable[[Mapping[str, Any], Words, Who], str]] = {
    "request": _sent,
    "answer": _answered,
    "refused": _refused,
    "adopted": _adopted,
    "moved": _moved,
}
"""By what an entry tells; whatever else is somebody's act."""


def _did(entry: Mapping[str, Any], actor: str, words: Words) -> str:
    act = _part(entry, "act")
    if not act:
        return ""
    what = words.t(ACTS[act["what"]]) if act.get("what") in ACTS else inert(str(act.get("what", "")), 60)
    reason = act.get("reason") or act.get("text") or ""
    said = f"{actor} {what}" + (f": «{inert(str(reason), 200)}»" if reason else "")
    content = _text(entry, "of_content")
    shown = words.t("vio el contenido {hash}…", hash=content[:HASH_SHOWN]) if content else ""
    crossed = inert(str(act.get("crossing") or ""), 300)
    closed = words.t("en libros cerrados: «{reason}»", reason=crossed) if crossed else ""
    return phrases.dotted(said, inert(str(act.get("number", "")), 40), _amount(act, words), closed, shown)


def _amount(act: Mapping[str, Any], words: Words) -> str:
    """As it was recorded; nothing of what is no amount."""
    try:
        return words.money(Decimal(str(act["amount"])), str(act["currency"]))
    except (KeyError, InvalidOperation):
        return ""


def _came_to(seen: Mapping[str, Any], words: Words) -> str:
    kind = str(seen.get("operation", "")).split("/")[1:2]
    came_to = CAME_TO.get(str(seen.get("state")))
    if not came_to or not kind or kind[0] not in KINDS or seen.get("state") == seen.get("from"):
        return ""
    return words.t(came_to, kind=words.t(KINDS[kind[0]]))


def _who(entry: Mapping[str, Any], words: Words, who: Who) -> str:
    roles = [words.t(ROLES[role]) for role in entry.get("roles") or () if role in ROLES]
    actor = who(str(entry.get("actor") or UNASKED))
    return f"{actor} ({', '.join(roles)})" if roles else actor


def _part(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = entry.get(name)
    return part if isinstance(part, dict) else {}


def _text(entry: Mapping[str, Any], name: str) -> str:
    return inert(str(entry.get(name) or ""), 120)
