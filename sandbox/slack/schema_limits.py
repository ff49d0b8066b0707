"""The limits of one value in the generated schema, each a small function that complains in Slack's own words."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

Json = dict[str, Any]


class Constraint(NamedTuple):
    """The rule that was broken. Slack names `type`, `expected` and `got` (fact sheet 3.3); the names of the types are assumed."""

    type: str
    expected: Any
    got: Any = None


class Finding(NamedTuple):
    pointer: str
    message: str
    code: str = "failed_constraint"
    field: str = ""
    constraint: Constraint | None = None


def broken(pointer: str, message: str, rule: str, expected: Any, got: Any = None) -> Finding:
    return Finding(pointer, message, constraint=Constraint(rule, expected, got))


Check = Callable[[Any, str, list[Finding]], None]


def _const(schema: Json) -> Check:
    def constant(instance: Any, pointer: str, found: list[Finding]) -> None:
        if instance != schema["const"]:
            found.append(broken(pointer, f"unsupported type: {instance}", "const", schema["const"], instance))

    return constant


def _enum(schema: Json) -> Check:
    allowed = schema["enum"]

    def one_of(instance: Any, pointer: str, found: list[Finding]) -> None:
        if instance not in allowed:
            words = f"must be one of: {', '.join(map(str, allowed))}"
            found.append(broken(pointer, words, "enum", allowed, instance))

    return one_of


def _length(schema: Json) -> Check:
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", float("inf"))

    def length(instance: Any, pointer: str, found: list[Finding]) -> None:
        _limit_text(instance, pointer, found, shortest, longest)

    return length


def _text_length(schema: Json) -> Check:
    shortest, longest = schema.get("minTextLength", 0), schema.get("maxTextLength", float("inf"))

    def length(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, dict):
            _limit_text(instance.get("text"), f"{pointer}/text", found, shortest, longest)

    return length


def _item_text_length(schema: Json) -> Check:
    longest = schema["maxItemTextLength"]

    def length(instance: Any, pointer: str, found: list[Finding]) -> None:
        for number, item in enumerate(instance if isinstance(instance, list) else []):
            if isinstance(item, dict):
                _limit_text(item.get("text"), f"{pointer}/{number}/text", found, 0, longest)

    return length


def _limit_text(text: Any, pointer: str, found: list[Finding], shortest: float, longest: float) -> None:
    """Slack states the first length that is too long (Slack fact sheet 4: "limit+1 wording")."""
    if not isinstance(text, str):
        return
    if len(text) > longest:
        words = f"must be less than {int(longest) + 1} characters"
        found.append(broken(pointer, words, "max_length", int(longest), len(text)))
    elif len(text) < shortest:
        words = f"must be more than {int(shortest) - 1} characters"
        found.append(broken(pointer, words, "min_length", int(shortest), len(text)))


def _pattern(schema: Json) -> Check:
    pattern = re.compile(schema["pattern"])

    def matches(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, str) and not pattern.search(instance):
            words = f"must match the pattern {schema['pattern']}"
            found.append(broken(pointer, words, "pattern", schema["pattern"], instance))

    return matches


def _range(schema: Json) -> Check:
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))

    def within(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, int | float) and not least <= instance <= most:
            found.append(broken(pointer, f"must be between {least} and {most}", "range", [least, most], instance))

    return within


def _count(schema: Json) -> Check:
    least, most = schema.get("minItems", 0), schema.get("maxItems", float("inf"))

    def count(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, list) and len(instance) > most:
            found.append(broken(pointer, f"no more than {most} items allowed", "max_items", most, len(instance)))
        elif isinstance(instance, list) and len(instance) < least:
            found.append(broken(pointer, f"no less than {least} items allowed", "min_items", least, len(instance)))

    return count


LIMITS: tuple[tuple[str, Callable[[Json], Check]], ...] = (
    ("const", _const),
    ("enum", _enum),
    ("minLength", _length),
    ("maxLength", _length),
    ("pattern", _pattern),
    ("minimum", _range),
    ("maximum", _range),
    ("minItems", _count),
    ("maxItems", _count),
    ("minTextLength", _text_length),
    ("maxTextLength", _text_length),
    ("maxItemTextLength", _item_text_length),
)
"""Keyword -> what makes its check; the three about text are ours, lifted from the prose of Slack's types."""
