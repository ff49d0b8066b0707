"""The world of the local Alegra, read from its YAML files and checked before anybody is shown a document of it."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from stdnum.co import nit

World = dict[str, Any]
"""The lists that the docstring of `seed.py` describes, by name."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).parent / "world"
LISTS = (
    "company",
    "terms",
    "taxes",
    "retentions",
    "number_templates",
    "bank_accounts",
    "sellers",
    "cost_centers",
    "contacts",
    "items",
    "history",
)
REFERENCES = {
    "contacts": {"term": "terms", "seller": "sellers"},
    "history": {
        "client": "contacts",
        "term": "terms",
        "template": "number_templates",
        "seller": "sellers",
        "costCenter": "cost_centers",
    },
}
"""Which key of a record names the id of a record in which other list."""


class WorldInvalid(ValueError):
    def __init__(self, faults: list[str]) -> None:
        super().__init__("the local Alegra's world does not hold together:\n" + "\n".join(faults))
        self.faults = faults


@cache
def load_world(folder: Path = FOLDER) -> World:
    """Join the top-level keys of every YAML file of the folder. Raise `WorldInvalid` when a check fails.

    Read once a process: whoever wants to change something copies it first.
    """
    world: World = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - both loaders are the safe one
        faults += [f"{path.name}: {key} stands in another file too" for key in content.keys() & world.keys()]
        world |= content
    faults += world_faults(world)
    if faults:
        raise WorldInvalid(faults)
    return world


def world_faults(world: World) -> list[str]:
    """What is wrong with a world, one sentence each; empty when it holds together."""
    missing = [f"{name} is missing" for name in LISTS if name not in world]
    if missing:
        return missing
    return [
        *_repeated_ids(world),
        *_dangling(world),
        *_wrong_check_digits(world),
        *_real_addresses(world),
        *_impossible_history(world),
    ]


def _repeated_ids(world: World) -> Iterator[str]:
    for name, records in world.items():
        if isinstance(records, list):
            ids = [record["id"] for record in records if "id" in record]
            yield from (
                f"{name}: id {repeated} stands twice" for repeated in sorted({one for one in ids if ids.count(one) > 1})
            )
            yield from (f"{name}: id {one!r} is not a text" for one in ids if not isinstance(one, str))


def _dangling(world: World) -> Iterator[str]:
    known = {
        name: {record.get("id") for record in records} for name, records in world.items() if isinstance(records, list)
    }
    for name, keys in REFERENCES.items():
        for record in world[name]:
            for key, target in keys.items():
                if key in record and record[key] not in known[target]:
                    yield f"{name}: {_label(record)} names {key} {record[key]!r}, which is not in {target}"
    for item in world["items"]:
        yield from (f"items: {_label(item)} names tax {tax!r}" for tax in item["tax"] if tax not in known["taxes"])
    for past in world["history"]:
        yield from (
            f"history: {_label(past)} names item {line[0]!r}" for line in past["lines"] if line[0] not in known["items"]
        )
        yield from _dangling_payments(past, known)


def _dangling_payments(past: dict[str, Any], known: dict[str, set[Any]]) -> Iterator[str]:
    for paid in past.get("paid", ()):
        if paid[2] not in known["bank_accounts"]:
            yield f"history: {_label(past)} names bank account {paid[2]!r}"
        yield from (
            f"history: {_label(past)} names retention {each!r}"
            for each in (paid[4] if len(paid) > 4 else ())
            if each not in known["retentions"]
        )


def _wrong_check_digits(world: World) -> Iterator[str]:
    for record in [world["company"], *world["contacts"]]:
        identification = record["identificationObject"]
        number, digit = identification["number"], identification.get("dv")
        if identification["type"] == "NIT" and digit != nit.calc_check_digit(number):
            yield f"{record['name']}: NIT {number}-{digit} should end in {nit.calc_check_digit(number)}"
        if identification["type"] != "NIT" and digit is not None:
            yield f"{record['name']}: a {identification['type']} has no check digit"


def _real_addresses(world: World) -> Iterator[str]:
    """Mail to anything but .example could reach somebody."""
    for record in [world["company"], *world["contacts"]]:
        if not record.get("email", "nobody@none.example").endswith(".example"):
            yield f"{record['name']}: {record['email']} is not at .example"


def _impossible_history(world: World) -> Iterator[str]:
    inactive = {item["id"] for item in world["items"] if item.get("status") == "inactive"}
    for past in world["history"]:
        if past["date"] > 0:
            yield f"history: {_label(past)} lies in the future"
        if not past["lines"] or any(Decimal(str(line[1])) <= 0 or line[0] in inactive for line in past["lines"]):
            yield f"history: {_label(past)} has no lines, a line without quantity or of an inactive item"
        if any(not past["date"] <= paid[0] <= 0 for paid in past.get("paid", ())):
            yield f"history: {_label(past)} is paid before it is issued, or in the future"


def _label(record: dict[str, Any]) -> str:
    return str(record.get("name") or f"the invoice of day {record.get('date')} to {record.get('client')}")
