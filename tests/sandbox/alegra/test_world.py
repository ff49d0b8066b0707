"""The company that the local Alegra starts with holds together, and shows what the digest's readers are told."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sandbox.alegra.world_check import World, WorldInvalid, load_world, world_faults
from tests.sandbox.alegra.local_alegra import Alegra


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def test_the_world_holds_together(world: World) -> None:
    assert world_faults(world) == []


def test_it_is_as_large_as_promised(world: World) -> None:
    assert len(world["contacts"]) >= 40
    assert len(world["items"]) >= 25
    assert len(world["history"]) >= 120


def test_the_clinic_of_every_example_has_its_number(world: World) -> None:
    clinic = _client(world, "Clínica Los Andes S.A.S.")
    assert clinic["identificationObject"] == {"type": "NIT", "number": "900482713", "dv": "5"}
    assert clinic["email"] == "facturacion@losandes.example"


def test_the_next_electronic_number_will_be_342(world: World) -> None:
    electronic = next(template for template in world["number_templates"] if template["prefix"] == "FE")
    stamped = [
        past for past in world["history"] if past["template"] == electronic["id"] and past.get("status") != "draft"
    ]
    assert electronic["nextInvoiceNumber"] + len(stamped) == 342
    assert electronic["startDate"] <= min(past["date"] for past in world["history"])


@pytest.mark.parametrize(
    ("client", "owed"),
    [
        ("Constructora Altavista S.A.S.", {96: "8330000", 72: "5950000", 45: "4462500"}),
        ("Hotel Mirador del Río S.A.", {41: "2950000"}),
        ("Laboratorio Biosur S.A.S.", {8: "1071000"}),
        ("Mercados La Colina S.A.S.", {20: "3570000", 12: "2618000"}),
    ],
)
def test_the_digests_clients_owe_what_the_digest_says(world: World, client: str, owed: dict[int, str]) -> None:
    assert _overdue(world)[_client(world, client)["id"]] == {days: Decimal(amount) for days, amount in owed.items()}


def test_nobody_else_is_overdue_and_every_age_has_somebody(world: World) -> None:
    overdue = _overdue(world)
    days = [each for client in overdue.values() for each in client]
    assert len(overdue) == 4
    assert sum(amount for client in overdue.values() for amount in client.values()) == Decimal(28951500)
    assert {min((each - 1) // 30, 3) for each in days} == {0, 1, 2, 3}


def test_fe329_and_fe338_are_the_invoices_of_the_digest(world: World) -> None:
    by_number = _numbered(world)
    assert by_number[329]["client"] == _client(world, "Hotel Mirador del Río S.A.")["id"]
    assert by_number[338]["client"] == _client(world, "Laboratorio Biosur S.A.S.")["id"]
    assert by_number[319]["client"] == _client(world, "Clínica Los Andes S.A.S.")["id"]
    assert _total(world, by_number[319]) == Decimal(4585070)


def test_the_clinic_withholds_what_it_usually_does(alegra: Alegra) -> None:
    """The amounts are those of the payment modal in the words for people."""
    invoice = next(each for each in alegra.books.invoices.values() if each["numberTemplate"]["fullNumber"] == "FE319")
    payment = alegra.books.payments[invoice["payments"][0]["id"]]
    assert payment["amount"] == Decimal(4283919)
    assert [each["amount"] for each in payment["retentions"]] == [Decimal(154120), Decimal(109811), Decimal(37220)]
    assert invoice["status"] == "closed"


def test_some_clients_are_not_ready_for_an_electronic_invoice(world: World) -> None:
    companies = [client for client in world["contacts"] if client["kindOfPerson"] == "LEGAL_ENTITY"]
    assert any("email" not in client for client in companies)
    assert any("address" not in client for client in companies)
    assert any(client.get("address", {}).get("city") == "" for client in companies)


@pytest.mark.parametrize("letter", ["ñ", "á", "&", "'"])
def test_names_are_as_awkward_as_real_ones(world: World, letter: str) -> None:
    assert any(letter in client["name"] for client in world["contacts"])


def _break_check_digit(world: World) -> None:
    world["contacts"][0]["identificationObject"]["dv"] = "4"


def _break_email(world: World) -> None:
    world["contacts"][0]["email"] = "somebody@bancolombia.com"


def _break_reference(world: World) -> None:
    world["history"][0]["client"] = "999"


def _break_item(world: World) -> None:
    world["history"][0]["lines"][0][0] = "999"


def _break_tax(world: World) -> None:
    world["items"][0]["tax"] = ["99"]


def _break_bank(world: World) -> None:
    world["history"][0]["paid"][0][2] = "99"


def _break_retention(world: World) -> None:
    world["history"][0]["paid"][0][3:] = ["transfer", ["99"]]


def _break_time(world: World) -> None:
    world["history"][0]["paid"][0][0] = world["history"][0]["date"] - 1


def _break_future(world: World) -> None:
    world["history"][0]["date"] = 1


def _break_quantity(world: World) -> None:
    world["history"][0]["lines"][0][1] = 0


def _break_id(world: World) -> None:
    world["items"][0]["id"] = world["items"][1]["id"]


def _break_person(world: World) -> None:
    _client(world, "Consumidor Final")["identificationObject"]["dv"] = "1"


def _break_list(world: World) -> None:
    del world["sellers"]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_break_check_digit, "NIT 900482713-4 should end in 5"),
        (_break_email, "is not at .example"),
        (_break_reference, "names client '999'"),
        (_break_item, "names item '999'"),
        (_break_tax, "names tax '99'"),
        (_break_bank, "names bank account '99'"),
        (_break_retention, "names retention '99'"),
        (_break_time, "is paid before it is issued"),
        (_break_future, "lies in the future"),
        (_break_quantity, "a line without quantity"),
        (_break_id, "stands twice"),
        (_break_person, "a CC has no check digit"),
        (_break_list, "sellers is missing"),
    ],
)
def test_a_damaged_world_is_told(world: World, damage: Any, told: str) -> None:
    damaged = deepcopy(world)
    damage(damaged)
    assert any(told in fault for fault in world_faults(damaged))


def test_a_list_in_two_files_is_told(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("terms: []\n", encoding="utf-8")
    with pytest.raises(WorldInvalid, match=r"b\.yaml: terms stands in another file too"):
        load_world(tmp_path)


def _client(world: World, name: str) -> dict[str, Any]:
    return next(client for client in world["contacts"] if client["name"] == name)


def _numbered(world: World) -> dict[int, dict[str, Any]]:
    """Electronic invoices by the number that they get: in order of date."""
    electronic = [past for past in world["history"] if past["template"] == "19" and past.get("status") != "draft"]
    return dict(enumerate(sorted(electronic, key=lambda past: past["date"]), start=236))


def _overdue(world: World) -> dict[str, dict[int, Decimal]]:
    """Client id -> days overdue -> what is owed."""
    days = {term["id"]: int(term["days"]) for term in world["terms"]}
    owed: dict[str, dict[int, Decimal]] = {}
    for past in world["history"]:
        late = -(past["date"] + days[past["term"]])
        paid = [payment[1] for payment in past.get("paid", ())]
        balance = Decimal(0) if "all" in paid else _total(world, past) - sum(Decimal(part) for part in paid)
        if late > 0 and balance and "status" not in past:
            owed.setdefault(past["client"], {})[late] = balance
    return owed


def _total(world: World, past: dict[str, Any]) -> Decimal:
    items = {item["id"]: item for item in world["items"]}
    rates = {tax["id"]: Decimal(tax["percentage"]) for tax in world["taxes"]}
    total = Decimal(0)
    for item_id, quantity, *rest in past["lines"]:
        price, discount = [*rest, None, None][:2]
        base = Decimal(str(quantity)) * Decimal(price or items[item_id]["price"]) * (100 - Decimal(discount or 0)) / 100
        total += base * (100 + sum(rates[tax] for tax in items[item_id]["tax"])) / 100
    return total
