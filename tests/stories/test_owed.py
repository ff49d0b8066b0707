"""What is owed, and what was done in Alegra without Cobro: as Alegra has it, with nothing invented."""

from datetime import datetime
from typing import Any

from sandbox.slack.client.message import Message
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import (
    in_alegra,
    opened,
)
from tests.stories.read_off import amounts, plain
from tests.stories.stage import FRIDAY_MORNING, Stage


async def test_the_overdue_digest_adds_up_and_chases_only_who_owes(stage: Stage) -> None:
    invoices = stage.alegra.state.books.invoices.values()
    owed = sum(each["balance"] for each in invoices if _is_overdue(each))
    digest = await stage.person("carla").sees("Cartera vencida")

    head, buckets, _, *rest = plain(digest.text).splitlines()
    rows = [line for line in rest if line.startswith("*")]
    assert amounts(head)[0] == owed
    assert sum(amounts(buckets)) == owed
    assert sum(amounts(row)[0] for row in rows) == owed
    late = {each["client"]["name"] for each in invoices if _is_overdue(each)}
    assert {row.split("*")[1] for row in rows} == late
    assert "$" not in digest.notification


async def test_a_debt_in_dollars_is_chased_in_pesos_at_its_own_rate(stage: Stage) -> None:
    await stage.person("carla").sees("Cartera vencida")
    before = sum(each["balance"] for each in stage.alegra.state.books.invoices.values() if _is_overdue(each))
    await in_alegra(
        stage,
        "POST",
        "/invoices",
        {
            "date": "2026-11-25",
            "dueDate": "2026-11-28",
            "client": {"id": 12},
            "status": "open",
            "numberTemplate": {"id": 20},
            "currency": {"code": "USD", "exchangeRate": 4000},
            "items": [{"id": 102, "price": 100, "quantity": 1, "tax": [{"id": 3}]}],
        },
    )
    stage.clock.advance(3 * 24 * 3600)

    digest = await _newest(stage, "Clínica Los Andes S.A.S.")
    assert "*$476.000*" in plain(digest.text)
    later = [row for row in plain(digest.text).splitlines() if row.startswith("📋")]
    became_due = sum(
        each["balance"]
        for each in stage.alegra.state.books.invoices.values()
        if each["status"] == "open" and not each["currency"] and "2026-11-27" <= each["dueDate"] < "2026-11-30"
    )
    assert amounts(later[0])[0] == before + became_due + 476000


async def test_an_invoice_made_in_alegra_has_its_own_date_and_no_invented_people(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await bruno.types("/invoice show FE329")

    shown = await bruno.sees_privately("FE329")
    assert "Aceptada por la DIAN el 2 oct 2:00 p. m." in plain(shown.text)
    assert "Hecha en Alegra" in shown.text
    assert "Pidió" not in shown.text
    assert "sin enviar" not in shown.text


async def test_voided_in_alegra_it_is_void_for_whoever_asks(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await opened(stage)
    (invoice,) = stage.invoices
    await in_alegra(stage, "POST", f"/invoices/{invoice['id']}/void", {"cause": "Se facturó dos veces"})
    await bruno.types(f"/invoice show {invoice['numberTemplate']['fullNumber']}")

    shown = await bruno.sees_privately("anulada")
    assert "Registrar pago" not in shown.text


async def _newest(stage: Stage, part: str) -> Message:
    """The newest digest, once it names this client."""

    def found() -> Message | None:
        digests = [each for each in stage.person("carla").messages() if "📋" in each.text]
        return digests[-1] if part in digests[-1].text else None

    return await until(found, f"a digest with {part}")


def _is_overdue(invoice: dict[str, Any]) -> bool:
    today = datetime.date(FRIDAY_MORNING).isoformat()
    return bool(invoice["status"] == "open" and invoice["balance"] > 0 and invoice["dueDate"] < today)
