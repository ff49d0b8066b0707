"""Compiles the generated JSON schema into plain functions that report what is wrong in Slack's own words.

A general validator needs milliseconds for each block and answers an `anyOf` with every branch's complaints. Here the
branch is chosen by the instance's `type` first, and a view of a hundred blocks costs about a millisecond.
"""

from collections.abc import Callable
from typing import Any

from sandbox.slack.schema_limits import LIMITS, Check, Finding, broken

Json = dict[str, Any]


NAMES = {"object": dict, "array": list, "string": str, "boolean": bool}


class Compiler:
    """Turns each definition into a check once; references between definitions may be circular."""

    def __init__(self, definitions: dict[str, Json]) -> None:
        self._definitions = definitions
        self._compiled: dict[str, Check] = {}

    def check_of(self, schema: Json) -> Check:
        """Shape, then limits, then contents; the first that complains ends the checking of one value."""
        checks = [make(self, schema) for keyword, make in _SHAPE if keyword in schema]
        checks += [make(schema) for keyword, make in LIMITS if keyword in schema]
        checks += [make(self, schema) for keyword, make in _CONTENTS if keyword in schema]
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
                found.append(broken(f"{pointer}/type", f"unsupported type: {kind}", "enum", sorted(by_type), kind))
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
            words = f"must provide {'an' if name[0] in 'aeio' else 'a'} {name}"
            found.append(broken(pointer, words, "type", name, _kind_of(instance)))

    return right_type


def _kind_of(instance: Any) -> str:
    """As JSON calls it."""
    if instance is None:
        return "null"
    return next((name for name, type_ in reversed(NAMES.items()) if isinstance(instance, type_)), "number")


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
                found.append(
                    broken(pointer, f"invalid additional property: {name}", "properties", sorted(checks), name)
                )

    return shape


_SHAPE: tuple[tuple[str, Callable[[Compiler, Json], Check]], ...] = (
    ("$ref", _reference),
    ("anyOf", _any_of),
    ("type", _type),
)
_CONTENTS: tuple[tuple[str, Callable[[Compiler, Json], Check]], ...] = (
    ("properties", _properties),
    ("items", _items),
)
