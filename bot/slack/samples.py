"""The cast of every sample drawing: one invoice in its states, one made to break things, one too long for a card."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from bot.billing.invoice import AppliedPayment, BilledClient, Invoice, Line, LineTax, Stamp, StampState, Status
from bot.slack.references import Reference

ANA, BRUNO, CARLA, DIEGO, EMMA = "U0ANA00001", "U0BRUNO002", "U0CARLA003", "U0DIEGO004", "U0EMMA0005"
NOW = 1_764_148_000_000
"""26 November 2025, 4:06 a. m. in Bogotá; samples count from it."""
MINUTE = 60_000
DAY = 24 * 60 * MINUTE
CUFE = "8f3a" + "0d4c71b2" * 11 + "c21e"
QR_URL = f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={CUFE}"

HOSTILE = (
    "<!channel> <@U0BRUNO002> *x* _y_ ~z~ `q` &amp; http://evil.example :boom: \u202etxt.exe\u202c\u200b 👩‍👩‍👧 Z̸͎͓̑̀̿̄a"
)

IVA = Decimal(19)


def _line(name: str, quantity: str, price: str, *, discount: str = "0", description: str = "") -> Line:
    net = Decimal(quantity) * Decimal(price) * (1 - Decimal(discount) / 100)
    tax = LineTax(id="3", name="IVA", rate=IVA, amount=net * IVA / 100)
    return Line(
        item_id="17",
        name=name,
        description=description,
        price=Decimal(price),
        quantity=Decimal(quantity),
        discount=Decimal(discount),
        taxes=(tax,),
        total=net + tax.amount,
    )


CLINIC = BilledClient(
    id="12",
    name="Clínica Los Andes S.A.S.",
    identification_type="NIT",
    identification="900482713",
    check_digit="5",
    email="facturacion@losandes.co",
    city="Bogotá",
)

PENDING = Invoice(
    id="501",
    status=Status.DRAFT,
    number="",
    client=CLINIC,
    issue_date=dt.date(2025, 11, 26),
    due_date=dt.date(2025, 12, 26),
    created_at="2025-11-26 04:02:11",
    lines=(
        _line("Mantenimiento preventivo cuarto frío", "4", "850000"),
        _line("Visita de diagnóstico", "1", "120000", description="Sede norte, contrato 2026-07"),
        _line("Limpieza de condensador", "2", "185000", discount="10"),
    ),
    subtotal=Decimal(3853000),
    discount=Decimal(37000),
    tax=Decimal(732070),
    total=Decimal(4585070),
    paid=Decimal(0),
    balance=Decimal(4585070),
    currency="COP",
    rate=Decimal(1),
    numbering_id="1",
    numbering_prefix="FE",
    is_electronic=True,
    term="30 días",
    payment_form="CREDIT",
    purchase_order="45-8812",
    printed_note="Mantenimiento de noviembre, contrato 2026-07",
    seller="Ana",
    cost_center="Norte",
)

STAMPED = replace(
    PENDING,
    status=Status.OPEN,
    number="FE342",
    stamp=Stamp(StampState.ACCEPTED, code=CUFE, qr_url=QR_URL, stamped_at="2025-11-26 04:05:22"),
    emailed_to=("facturacion@losandes.co",),
)


def _paid(amount: int) -> AppliedPayment:
    return AppliedPayment("58", "RC58", dt.date(2025, 12, 28), Decimal(amount), "transfer", "open")


PART_PAID = replace(STAMPED, paid=Decimal(3000000), balance=Decimal(1585070), payments=(_paid(3000000),))
PAID = replace(STAMPED, status=Status.CLOSED, paid=STAMPED.total, balance=Decimal(0), payments=(_paid(4585070),))
OPENED = replace(PENDING, status=Status.OPEN, number="CC87", numbering_prefix="CC", is_electronic=False)
VOIDED = replace(OPENED, status=Status.VOID)

HOSTILE_INVOICE = replace(
    STAMPED,
    client=replace(CLINIC, name=HOSTILE, city=HOSTILE, email=HOSTILE, identification=HOSTILE),
    lines=(_line(HOSTILE, "1", "100000", description=HOSTILE),),
    purchase_order=HOSTILE,
    printed_note=HOSTILE * 20,
    seller=HOSTILE,
    cost_center=HOSTILE,
    term=HOSTILE,
    number="FE343",
    stamp=Stamp(StampState.OBSERVED, code=HOSTILE, qr_url="https://evil.example/x|FE343>", warnings=(HOSTILE,)),
)
HOSTILE_DRAFT = replace(HOSTILE_INVOICE, status=Status.DRAFT, number="", stamp=Stamp(StampState.NONE))

LONG = replace(
    PENDING,
    lines=tuple(
        _line(f"{n}. {'Tubería de cobre ' * 4}", str(n), "98500", description="🧊" * 140) for n in range(1, 41)
    ),
)
ENDLESS = replace(PENDING, lines=(_line("x" * 3000, "1", "98500", description="&" * 3000), *PENDING.lines))

REFERENCE = Reference("D-7K3Q", 3, "D-7K3Q/stamp/1")
