"""A message that somebody wrote to people, read for what an invoice needs: whom it is for, and lines with quantities.

Nothing is guessed: what is not understood stays in the note, and everything that was understood is shown in the form.
"""

import re
from dataclasses import dataclass

MARKUP = re.compile(r"<(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
"""What Slack writes for people, channels and links (Slack fact sheet 2.3)."""
EMPHASIS = re.compile(r"(?<![\w*~`])([*~`])(?=\S)([^*~`\n]+?)(?<=\S)\1(?![\w*~`])")
QUANTITY = re.compile(r"^\d[\d.,]*\s*[x×*]\s*(?=\D)", re.IGNORECASE)
PIECES = re.compile(r"[\n;]+|(?::\s*|,\s+)(?=\d[\d.,]*\s*[x×*]\s)", re.IGNORECASE)
BULLET = re.compile(r"^[-–•*]\s+")
FOR_WHOM = re.compile(r"(?:^|\s)(?:para|a|for|to|cliente|client)[:\s]\s*(?P<client>\S.*)$", re.IGNORECASE)
AMOUNT = re.compile(r"(?:\$|\bCOP\b|\bMXN\b|\bUSD\b)\s?(?P<amount>\d[\d.,]*\d|\d)", re.IGNORECASE)
MOST_OTHERS = 5
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True)
class QuotedMessage:
    said: str
    """Its words, as people see them."""
    lines: str
    """As `pasted.read_pasted` takes them, a line each."""
    clients: tuple[str, ...]
    """Begins with the client's name; more words may follow it."""
    others: tuple[str, ...]
    """Lines that may be a client's name and nothing else."""


def read_message(text: str) -> QuotedMessage:
    """`text` as Slack sends it, with entities and markup."""
    said = plain_words(text)
    pieces = pieces_of(said)
    lines, named = [], []
    for piece in pieces:
        found = FOR_WHOM.search(piece)
        if found:
            named.append(found["client"].strip())
        if QUANTITY.match(piece):
            lines.append(piece[: found.start()].strip() if found else piece)
    others = [piece for piece in pieces if not QUANTITY.match(piece)][:MOST_OTHERS]
    return QuotedMessage(said, "\n".join(lines), tuple(named), tuple(others))


def pieces_of(said: str) -> list[str]:
    """A line each, also where they follow one another behind commas; a comma inside a number or a name parts nothing."""
    return [BULLET.sub("", piece.strip()) for piece in PIECES.split(said) if piece.strip()]


def plain_words(text: str) -> str:
    shown = MARKUP.sub(_shown, text)
    for entity, character in ENTITIES:
        shown = shown.replace(entity, character)
    return EMPHASIS.sub(r"\2", shown).strip()


def _shown(found: re.Match[str]) -> str:
    target, label = found["target"], found["label"]
    sign = target[:1]
    if sign in {"@", "#"}:
        return f"{sign}{label}" if label else ""
    return (label or "") if sign == "!" else label or target


def invoice_numbers(said: str, prefixes: frozenset[str]) -> tuple[str, ...]:
    """What looks like the number of an invoice, `FE341`, or a document's name, `D-7K3Q`; each once, in their order."""
    known = sorted((re.escape(prefix) for prefix in prefixes if prefix), key=len, reverse=True)
    number = rf"(?P<prefix>{'|'.join(known)})[-\s]?(?P<digits>\d{{1,10}})|" if known else ""
    looks_so = re.compile(rf"(?<![\w-])(?:{number}(?P<document>D-[0-9A-HJKMNP-TV-Z]{{4,6}}))(?![\w-])", re.IGNORECASE)
    found = [match.groupdict() for match in looks_so.finditer(said)]
    return tuple(
        dict.fromkeys((each["document"] or f"{each.get('prefix')}{each.get('digits')}").upper() for each in found)
    )


def only_amount(said: str) -> str:
    """The one amount of money that is named, as it was typed; empty for none and for several."""
    found = {amount["amount"] for amount in AMOUNT.finditer(said)}
    return found.pop() if len(found) == 1 else ""
