"""Makes what clients, items and people wrote inert: shown as it reads, never a mention, a link, an emoji code or formatting.

Slack's own escapes are `&amp;`, `&lt;` and `&gt;` (Slack fact sheet 2.9); every mrkdwn text also goes out `verbatim`, so that
nothing is turned into a link that we did not write as one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from bot.locale import Words

ELLIPSIS = "…"
MOST_MARKS = 3
"""Combining marks kept on one letter: enough for every living language, too few to paint over the neighbouring lines."""
JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
LOOK_ALIKES = {"*": "∗", "~": "∼", "`": "ˋ"}
PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
CHANNEL = re.compile(r"[CDG][A-Z0-9]{2,20}")
EMOJI_CODE = re.compile(r":(?=[a-z0-9_+'-]*[a-z+][a-z0-9_+'-]*(?::|$))", re.IGNORECASE)
"""Also one that a colon of our own, right after the name, would complete."""
LONGEST_SCOPE = 60
SCOPES = re.compile(r"[a-z.]+(?::[a-z.]+)?(?:,[a-z.]+(?::[a-z.]+)?)*")
"""One colon a name, and no emoji code goes over a comma."""
AMOUNT = re.compile(r"[$€]\s?\d(?:[\d.,]*\d)?|\d{1,3}(?:[.,\u00a0]\d{3})+(?:[.,]\d+)?|(?<![\w-])\d{5,}(?:[.,]\d+)?")
"""Marked as money, grouped in thousands, or five digits and more; an order number like 45-8821 stays."""
UNSAFE_IN_URL = re.compile(r"[\s<>|\"'`\\]")
EDGE_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)|(?<=_)_|_(?=_)")


def inert(text: str, limit: int = 300) -> str:
    """For mrkdwn: one line, at most `limit` characters before escaping, cut between graphemes."""
    shown = cut(tame(text), limit)
    for mark, look_alike in LOOK_ALIKES.items():
        shown = shown.replace(mark, look_alike)
    shown = EMOJI_CODE.sub("∶", EDGE_UNDERSCORE.sub("ˍ", shown))
    return escape(shown)


def plain(text: str, limit: int = 75) -> str:
    """For plain_text (labels, options, buttons), where Slack interprets nothing but entities."""
    return cut(tame(text), limit)


def bare(sentence: str) -> str:
    """For hints and errors of fields, which Slack shows as they are: without the backticks around what is typed."""
    return sentence.replace("`", "")


def discreet(shown: str) -> str:
    """For notifications, which are read on locked phones: what people or Alegra wrote, without what may be an amount."""
    return AMOUNT.sub("•••", shown)


def as_shown(shown: str, words: Words) -> str:
    """What people or Alegra wrote, as far as it may be read where `words` are said."""
    return discreet(shown) if words.hides_amounts else shown


def inside_code(text: str, limit: int = 2900) -> str:
    """For a block between triple backticks: line breaks stay, the fence cannot be closed from inside."""
    lines = (tame(line, keep_spaces=True) for line in text.split("\n"))
    return cut_escaped("\n".join(lines).replace("`", "ˋ"), limit)


def scope_name(scope: str) -> str:
    """A permission as Slack's own pages have it, colon and all, so that it can be looked for there; anything else is inert."""
    return scope if len(scope) <= LONGEST_SCOPE and SCOPES.fullmatch(scope) else inert(scope, LONGEST_SCOPE)


@lru_cache(maxsize=2048)
def tame(text: str, *, keep_spaces: bool = False) -> str:
    """NFC, without controls, bidirectional overrides and invisible characters; white space becomes single spaces."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or _is_hidden(char, category, previous=kept[-1] if kept else ""):
            continue
        kept.append(" " if char.isspace() else char)
    spaced = "".join(kept)
    return spaced if keep_spaces else " ".join(spaced.split())


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending in an ellipsis where something was left out, never inside a grapheme."""
    if len(text) <= limit:
        return text
    kept = ""
    for grapheme in graphemes(text):
        if len(kept) + len(grapheme) > limit - len(ELLIPSIS):
            break
        kept += grapheme
    return kept.rstrip() + ELLIPSIS


def cut_escaped(text: str, limit: int) -> str:
    """Escapes and cuts so that the escaped text fits `limit`, never inside an entity."""
    escaped = escape(text)
    size = limit
    while len(escaped) > limit:
        size -= max(1, len(escaped) - limit)
        escaped = escape(cut(text, max(size, len(ELLIPSIS))))
    return escaped


def graphemes(text: str) -> Iterator[str]:
    """What a person sees as single characters: letters with their marks, joined emoji, flags."""
    cluster = ""
    for char in text:
        if cluster and not _belongs_to(cluster, char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(user: str) -> str:
    """A mention of a Slack user id, and of nothing else."""
    return f"<@{user}>" if PERSON.fullmatch(user) else inert(user)


def names_anybody(shown: str) -> bool:
    """By a mention, which Slack shows as a name in mrkdwn alone."""
    return "<@" in shown


def channel_mention(channel: str) -> str:
    return f"<#{channel}>" if CHANNEL.fullmatch(channel) else inert(channel)


def link(url: str, label: str, *, hosts: frozenset[str] = frozenset()) -> str:
    """A link that we chose to make: https, a plain host (one of `hosts` when given), no credentials; else the label alone."""
    return f"<{escape(url)}|{label}>" if is_safe_url(url, hosts=hosts) else label


def slack_link(permalink: str, label: str) -> str:
    """A link to a message, as Slack itself gave it (over http on one's own machine); empty when there is none."""
    parts = urlsplit(permalink)
    is_web = parts.scheme in {"https", "http"} and parts.netloc and not UNSAFE_IN_URL.search(permalink)
    return f"<{escape(permalink)}|{label}>" if is_web else ""


def is_safe_url(url: str, *, hosts: frozenset[str] = frozenset()) -> bool:
    if len(url) > 2000 or UNSAFE_IN_URL.search(url) or not url.isascii() or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme == "https"
        and "@" not in parts.netloc
        and port in {None, 443}
        and (host in hosts if hosts else "." in host)
    )


def _is_hidden(char: str, category: str, *, previous: str) -> bool:
    if char == JOINER:
        return not (previous and (unicodedata.category(previous) in {"So", "Sk"} or previous == EMOJI_STYLE))
    return (
        category in {"Cf", "Cs", "Co"}
        or (category == "Cc" and not char.isspace())
        or char in "\u115f\u1160\u3164\uffa0"
    )


def _belongs_to(cluster: str, char: str) -> bool:
    if cluster[-1] == JOINER or char == JOINER or unicodedata.category(char) in {"Mn", "Me", "Mc"}:
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff":
        return unicodedata.category(cluster[-1]) == "So" or cluster[-1] == EMOJI_STYLE
    return len(cluster) == 1 and _is_flag_half(cluster) and _is_flag_half(char)


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
