"""What an admin sets of the approval policy: one level after the other, each with its kinds, its amount and its people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.composing import plain_number
from bot.billing.policy import EVERYBODY, Level, Policy, Routine
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import checkboxes, context, divider, field, option, text_input
from bot.slack.drawing import Block, View
from bot.slack.forms import FieldErrors, Values, amount_or_error, modal, typed
from bot.slack.modals import policy_level, policy_patience
from bot.slack.multi_selects import picked_options
from bot.store.groups import Group

CALLBACK = "policy.submit"
MOST_LEVELS = 5
MOST_GROUPS = 100
BREAK_GLASS, ROUTINE, REPEATS = "policy.break_glass", "policy.routine", "policy.repeats"
"""Each its block's id and its action's id."""


@dataclass(frozen=True)
class PolicyForm:
    policy: Policy
    revision: int
    """Of the preferences: a form over an older one is refused."""
    currency: str
    groups: tuple[Group, ...] = ()
    needs_second: bool = False
    """Another admin must accept it."""


def draw(form: PolicyForm, words: Words) -> View:
    """One empty level stands at the end, for one more."""
    levels: list[Level | None] = [*form.policy.levels[:MOST_LEVELS], None]
    offered = [option(f"@{group.handle or group.name}", group.id) for group in form.groups[:MOST_GROUPS]]
    return modal(
        callback=CALLBACK,
        title=words.t("Política de aprobación"),
        blocks=[
            context(_about(form, words)),
            *(
                block
                for place, level in enumerate(levels[:MOST_LEVELS])
                for block in policy_level.fields(place, level, offered, words, currency=form.currency)
            ),
            divider(),
            *_routine(form, words),
            _emergency(form, words),
            *policy_patience.fields(form.policy.patience, words),
        ],
        submit=words.t("Guardar"),
        close=words.t("Cancelar"),
        private_metadata=str(form.revision),
    )


def read(values: Values, words: Words, *, before: Policy, currency: str) -> Policy | FieldErrors:
    """A level without a kind is dropped. Where no groups were offered, those that were named stay."""
    levels, errors = [], dict[str, str]()
    for place in range(MOST_LEVELS):
        old = before.levels[place] if place < len(before.levels) else Level(matters=frozenset())
        read_one = policy_level.read(values, place, words, old=old, currency=currency)
        if isinstance(read_one, FieldErrors):
            errors |= read_one.errors
        elif read_one.matters:
            levels.append(read_one)
    routine = _typed_routine(values, words, currency=currency)
    if isinstance(routine, FieldErrors):
        errors |= routine.errors
    patience = policy_patience.read(values, words)
    errors |= patience.errors if isinstance(patience, FieldErrors) else {}
    if errors or isinstance(routine, FieldErrors) or isinstance(patience, FieldErrors):
        return FieldErrors(errors)
    return Policy(tuple(levels), routine, bool(picked_options(values, BREAK_GLASS)), before.version, patience)


def _routine(form: PolicyForm, words: Words) -> list[Block]:
    now = form.policy.routine
    repeats = option(words.t("Solo si repite, línea por línea, lo último que se le facturó"), "repeats")
    boxes = checkboxes(REPEATS, [repeats], chosen=("repeats",) if now and now.repeats_last else ())
    hint = words.t(
        "Vacío: nada sale sin un clic. Siempre: cliente ya facturado y sin vencidos, precios de lista sin descuento, sin alertas."
    )
    upto = text_input(ROUTINE, initial=plain_number(now.amount) if now else "", longest=20)
    return [
        field(words.t("Nivel 0, sin clic: hasta qué total"), upto, block_id=ROUTINE, hint=hint, optional=True),
        field(words.t("Nivel 0: además"), boxes, block_id=REPEATS, optional=True),
    ]


def _typed_routine(values: Values, words: Words, *, currency: str) -> Routine | FieldErrors | None:
    text = typed(values, ROUTINE, ROUTINE)
    if not text:
        return None
    amount = amount_or_error(text, words, currency=currency)
    if isinstance(amount, str):
        return FieldErrors({ROUTINE: amount})
    if amount <= 0:
        return FieldErrors({ROUTINE: words.t("Escribe un total mayor que 0, o déjalo vacío")})
    return Routine(amount, repeats_last=bool(picked_options(values, REPEATS)))


def _emergency(form: PolicyForm, words: Words) -> Block:
    allowed = option(words.t("Quien administra puede emitir sin segunda persona, con un motivo"), "allowed")
    chosen_now = ("allowed",) if form.policy.break_glass else ()
    boxes = checkboxes(BREAK_GLASS, [allowed], chosen=chosen_now)
    hint = words.t("Para lo que se pida desde entonces. Queda marcado en la factura y en la auditoría.")
    return field(words.t("Emergencias"), boxes, block_id=BREAK_GLASS, hint=hint, optional=True)


def _about(form: PolicyForm, words: Words) -> str:
    said = words.t(
        "Los niveles se piden en su orden. Un nivel sin marcar nada no existe. Una factura que no toque ningún nivel la aprueba "
        "una persona cualquiera de quienes aprueban."
    )
    if not form.needs_second:
        return said
    return f"{said} {words.t('El cambio vale cuando lo acepte otra persona que administre.')}"


_FINANCE = Group("S0FINANZAS", "finanzas", "Finanzas", (samples.BRUNO, samples.DIEGO))
_TWO = Policy((Level(), Level(amount=Decimal(20_000_000), people=(_FINANCE.id, samples.DIEGO), needed=EVERYBODY)))
_FORM = PolicyForm(Policy(), 3, "COP")
SAMPLES: Mapping[str, PolicyForm] = {
    "as it comes": _FORM,
    "with groups": replace(_FORM, policy=_TWO, groups=(_FINANCE,), needs_second=True),
    "because of risks": replace(_FORM, policy=Policy((Level(), Level(risks=frozenset({"duplicate", "credit_limit"}))))),
    "routine": replace(_FORM, policy=replace(Policy(), routine=Routine(Decimal(500_000), repeats_last=True))),
    "nobody waits for ever": replace(_FORM, policy=replace(Policy(), patience=policy_patience.SAMPLE)),
    "five levels": replace(_FORM, policy=Policy((Level(currency="USD"),) * MOST_LEVELS)),
    "hostile": replace(_FORM, groups=(replace(_FINANCE, handle=samples.HOSTILE),)),
}
