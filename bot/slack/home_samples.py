"""What the sample drawings of the Home tab are made of."""

from dataclasses import replace
from decimal import Decimal

from bot.billing.ageing import Buckets
from bot.billing.eligibility import Act
from bot.slack import samples
from bot.slack.home_contents import CompanyHome, Home, HomeRow, OverdueSummary, Stuck, UnsentForm

_ROW = HomeRow(
    "D-7K3Q",
    samples.CLINIC.name,
    Decimal(4585070),
    "COP",
    person=samples.ANA,
    at=samples.NOW - 5 * samples.MINUTE,
    permalink="https://rivera.slack.com/archives/C1/p1",
)
_HOSTILE_ROW = replace(_ROW, client=samples.HOSTILE, person=samples.HOSTILE, reason=samples.HOSTILE)
_BACK = replace(_ROW, person=samples.BRUNO, reason="La OC es 45-8821, no 45-8812", reference=samples.REFERENCE)
_EVERYTHING = CompanyHome(
    samples.NOW,
    may=frozenset(Act),
    to_approve=(_ROW, replace(_ROW, document="D-2M9X", client="Hotel Mirador del Río", amount=Decimal(1071000))),
    petitions=(
        replace(_ROW, document="D-7V01", asked="void", reason="Iba a otro cliente"),
        replace(_ROW, document="P-58", asked="void_payment", reason=""),
        replace(_ROW, document="D-7DE1", asked="delete"),
    ),
    returned=(
        _BACK,
        replace(_BACK, document="D-8STV", has_expired=True),
        replace(_BACK, document="D-4PQR", person="", reason="Solo puedes incluir ítems activos"),
    ),
    stuck=(
        replace(_ROW, document="D-9TZW", stuck=Stuck.NEEDS_PERSON),
        replace(_ROW, document="D-8KMN", stuck=Stuck.UNKNOWN),
    ),
    under_way=(replace(_ROW, document="D-3BBB"),),
    unsent=UnsentForm("Laboratorio Biosur", 2),
    overdue=OverdueSummary(
        Buckets(Decimal(7259000), Decimal(7412500), Decimal(5950000), Decimal(8330000)),
        4,
        "COP",
        samples.NOW - 3 * 60 * samples.MINUTE,
    ),
)
_NEW = CompanyHome(samples.NOW, may=frozenset({Act.SEE, Act.DRAFT}), is_new=True)
HOMES = {
    "everything": Home((_EVERYTHING,)),
    "somebody new": Home((_NEW,)),
    "nothing waits": Home((replace(_NEW, is_new=False),)),
    "only sees": Home((CompanyHome(samples.NOW, may=frozenset({Act.SEE}), overdue=_EVERYTHING.overdue),)),
    "nothing overdue": Home((replace(_EVERYTHING, overdue=OverdueSummary(Buckets(), 0, "COP", samples.NOW)),)),
    "not scanned yet": Home((replace(_EVERYTHING, overdue=None),)),
    "guest of nobody": Home(()),
    "paused": Home((replace(_NEW, paused_since=samples.NOW - samples.DAY),)),
    "two companies": Home(
        (
            replace(_EVERYTHING, name="Rivera Refrigeración"),
            replace(_EVERYTHING, company="mexico", name="Rivera México"),
        )
    ),
    "many companies": Home(tuple(replace(_EVERYTHING, company=f"c-{n}", name=f"Empresa {n}") for n in range(9))),
    "many rows": Home((replace(_NEW, to_approve=(_ROW,) * 8, unsent=UnsentForm()),)),
    "hostile": Home(
        (
            replace(
                _EVERYTHING,
                name=samples.HOSTILE,
                to_approve=(_HOSTILE_ROW,),
                returned=(replace(_HOSTILE_ROW, reference=samples.REFERENCE),),
                stuck=(),
                under_way=(_HOSTILE_ROW,),
                unsent=UnsentForm(samples.HOSTILE, 1),
            ),
        )
    ),
}
