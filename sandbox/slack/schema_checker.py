"""Compiles the generated JSON schema into plain functions that report what is wrong in Slack's own words.

A general validator needs milliseconds for each block and answers an `anyOf` with every branch's complaints. Here the
branch is chosen by the instance's `type` first, and a view of a hundred blocks costs about a millisecond.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

Json = dict[str, Any]


class Finding(NamedTuple):
    pointer: str
    message: str
    code: str = "failed_constraint"
    field: str = ""


Check = Callable[[Any, str, list[Finding]], None]

NAMES = {"object": dict, "array": list, "string": str, "boolean": bool}


class Compiler:
    """Turns each definition into a check once; references between definitions may be circular."""

    def __init__(self, definitions: dict[str, Json]) -> None:
        self._definitions = definitions
        self._compiled: dict[str, Check] = {}

    def check_of(self, schema: Json) -> Check:
        checks = [make(self, schema) for keyword, make in _KEYWORDS if keyword in schema]
        if len(checks) == 1:
            return checks[0]

        def all_of(instance: Any, pointer: str, found: list[Finding]) -> None:
            before = len(found)
            for check in checks:
                check(instance, pointer, found)
                if len(found) > before:
                    return

        return all_of

    def definition(self, reference: str) -> Check:
        name = reference.removeprefix("#/definitions/")

        def look_up(instance: Any, pointer: str, found: list[Finding]) -> None:
            if name not in self._compiled:
                self._compiled[name] = self.check_of(self._definitions[name])
            self._compiled[name](instance, pointer, found)

        return look_up

    def types_of(self, schema: Json) -> set[str]:
        """The values that `schema` allows for the field `type`; empty where it does not tell."""
        if "$ref" in schema:
            return self.types_of(self._definitions[schema["$ref"].removeprefix("#/definitions/")])
        if "anyOf" in schema:
            return set().union(*(self.types_of(branch) for branch in schema["anyOf"]))
        field = schema.get("properties", {}).get("type", {})
        return {field["const"]} if "const" in field else set()


def _reference(compiler: Compiler, schema: Json) -> Check:
    return compiler.definition(schema["$ref"])


def _any_of(compiler: Compiler, schema: Json) -> Check:
    branches = [(compiler.check_of(branch), compiler.types_of(branch)) for branch in schema["anyOf"]]
    by_type: dict[str, list[Check]] = {}
    for check, types in branches:
        for name in types:
            by_type.setdefault(name, []).append(check)
    every = [check for check, _ in branches]

    def one_of(instance: Any, pointer: str, found: list[Finding]) -> None:
        chosen = every
        if by_type and isinstance(instance, dict):
            if "type" not in instance:
                found.append(Finding(pointer, "missing required field: type", "missing_field", "type"))
                return
            kind = instance["type"]
            chosen = by_type.get(kind, []) if isinstance(kind, str) else []
            if not chosen:
                found.append(Finding(f"{pointer}/type", f"unsupported type: {kind}"))
                return
        found.extend(_fewest(chosen, instance, pointer))

    return one_of


def _fewest(checks: list[Check], instance: Any, pointer: str) -> list[Finding]:
    best: list[Finding] | None = None
    for check in checks:
        mine: list[Finding] = []
        check(instance, pointer, mine)
        if not mine:
            return []
        if best is None or len(mine) < len(best):
            best = mine
    return best or []


def _type(_compiler: Compiler, schema: Json) -> Check:
    name = schema["type"]

    def right_type(instance: Any, pointer: str, found: list[Finding]) -> None:
        if name in ("number", "integer"):
            right = isinstance(instance, int | float) and not isinstance(instance, bool)
        else:
            right = isinstance(instance, NAMES[name])
        if not right:
            found.append(Finding(pointer, f"must provide {'an' if name[0] in 'aeio' else 'a'} {name}"))

    return right_type


def _const(_compiler: Compiler, schema: Json) -> Check:
    def constant(instance: Any, pointer: str, found: list[Finding]) -> None:
        if instance != schema["const"]:
            found.append(Finding(pointer, f"unsupported type: {instance}"))

    return constant


def _enum(_compiler: Compiler, schema: Json) -> Check:
    allowed = schema["enum"]

    def one_of(instance: Any, pointer: str, found: list[Finding]) -> None:
        if instance not in allowed:
            found.append(Finding(pointer, f"must be one of: {', '.join(map(str, allowed))}"))

    return one_of


def _length(_compiler: Compiler, schema: Json) -> Check:
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", float("inf"))

    def length(instance: Any, pointer: str, found: list[Finding]) -> None:
        _limit_text(instance, pointer, found, shortest, longest)

    return length


def _text_length(_compiler: Compiler, schema: Json) -> Check:
    shortest, longest = schema.get("minTextLength", 0), schema.get("maxTextLength", float("inf"))

    def length(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, dict):
            _limit_text(instance.get("text"), f"{pointer}/text", found, shortest, longest)

    return length


def _item_text_length(_compiler: Compiler, schema: Json) -> Check:
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
        found.append(Finding(pointer, f"must be less than {int(longest) + 1} characters"))
    elif len(text) < shortest:
        found.append(Finding(pointer, f"must be more than {int(shortest) - 1} characters"))


def _pattern(_compiler: Compiler, schema: Json) -> Check:
    pattern = re.compile(schema["pattern"])

    def matches(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, str) and not pattern.search(instance):
            found.append(Finding(pointer, f"must match the pattern {schema['pattern']}"))

    return matches


def _range(_compiler: Compiler, schema: Json) -> Check:
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))

    def within(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, int | float) and not least <= instance <= most:
            found.append(Finding(pointer, f"must be between {least} and {most}"))

    return within


def _count(_compiler: Compiler, schema: Json) -> Check:
    least, most = schema.get("minItems", 0), schema.get("maxItems", float("inf"))

    def count(instance: Any, pointer: str, found: list[Finding]) -> None:
        if isinstance(instance, list) and len(instance) > most:
            found.append(Finding(pointer, f"no more than {most} items allowed"))
        elif isinstance(instance, list) and len(instance) < least:
            found.append(Finding(pointer, f"no less than {least} items allowed"))

    return count


def _items(compiler: Compiler, schema: Json) -> Check:
    check = compiler.check_of(schema["items"])

    def every(instance: Any, pointer: str, found: list[Finding]) -> None:
        for number, item in enumerate(instance):
            check(item, f"{pointer}/{number}", found)

    return every


def _properties(compiler: Compiler, schema: Json) -> Check:
    checks = {name: compiler.check_of(property_) for name, property_ in schema["properties"].items()}
    required = schema.get("required", [])
    closed = schema.get("additionalProperties") is False

    def shape(instance: Any, pointer: str, found: list[Finding]) -> None:
        missing = [name for name in required if name not in instance]
        found.extend(Finding(pointer, f"missing required field: {name}", "missing_field", name) for name in missing)
        for name, value in instance.items():
            if name in checks:
                checks[name](value, f"{pointer}/{name}", found)
            elif closed:
                found.append(Finding(pointer, f"invalid additional property: {name}"))

    return shape


_KEYWORDS: tuple[tuple[str, Callable[[Compiler, Json], Check]], ...] = (
    ("$ref", _reference),
    ("anyOf", _any_of),
    ("type", _type),
    ("const", _const),
    ("enum", _enum),
    ("minLength", _length),
    ("maxLength", _length),
    ("pattern", _pattern),
    ("minimum", _range),
    ("maximum", _range),
    ("minItems", _count),
    ("maxItems", _count),
    ("properties", _properties),
    ("items", _items),
    ("minTextLength", _text_length),
    ("maxTextLength", _text_length),
    ("maxItemTextLength", _item_text_length),
)
"""In the order in which they are tried; the first that complains ends the checking of one value."""
