"""What an admin sets of the approval policy: one level after the other, each with its kinds, its amount and its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.eligibility import GROUP
from bot.billing.money import plain
from bot.billing.policy import EVERYBODY, Level, Matter, Policy, Routine
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import checkboxes, choice, context, divider, field, option, text_input
from bot.slack.drawing import Block, View
from bot.slack.forms import FieldErrors, Values, amount_or_error, chosen, modal, typed
from bot.slack.modals import policy_patience
from bot.slack.multi_selects import options_field, people_field, picked_options, picked_people
from bot.slack.policy_lines import MATTERS
from bot.slack.risk_chips import NAMES
from bot.store.groups import Group

CALLBACK = "policy.submit"
MOST_LEVELS = 5
MOST_GROUPS = 100
MOST_NEEDED = 5
OFFERED = tuple(Matter)
BREAK_GLASS, ROUTINE, REPEATS = "policy.break_glass", "policy.routine", "policy.repeats"
"""Each its block's id and its action's id."""
MATTER, AMOUNT, CURRENCY, PEOPLE, GROUPS, NEEDED = "matters", "amount", "currency", "people", "groups", "needed"
RISKS = "risks"


@dataclass(frozen=True)
class PolicyForm:
    policy: Policy
    revision: int
    """Of the preferences: a form over an older one is refused."""
    currency: str
    groups: tuple[Group, ...] = ()
    needs_second: bool = False
    """Another admin must accept it."""


def block_of(place: int, what: str) -> str:
    """The block's id, and its action's: of the level that stands there, from 0 on."""
    return f"policy.{place}.{what}"


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
                for block in _fields(place, level, offered, form, words)
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
        read_one = _level(values, place, words, old=old, currency=currency)
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
    upto = text_input(ROUTINE, initial=plain(now.amount) if now else "", longest=20)
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


def _fields(place: int, level: Level | None, offered: Sequence[Block], form: PolicyForm, words: Words) -> list[Block]:
    now = level or Level(matters=frozenset())
    amount = plain(now.amount) if now.amount else ""
    people = [entry for entry in now.people if not entry.startswith(GROUP)]
    blocks = [
        divider(),
        _field(place, MATTER, words.t("Nivel {number}: qué se aprueba", number=place + 1), _matters(place, now, words)),
        _field(
            place,
            AMOUNT,
            words.t("Nivel {number}: desde qué total", number=place + 1),
            text_input(block_of(place, AMOUNT), initial=amount, longest=20),
            hint=words.t("Vacío: cualquiera. En la moneda de abajo; sin ella, en {currency}.", currency=form.currency),
        ),
        _field(
            place,
            CURRENCY,
            words.t("Nivel {number}: solo en esta moneda", number=place + 1),
            text_input(block_of(place, CURRENCY), initial=now.currency, longest=3),
            hint=words.t("Vacío: en todas, convertidas con la tasa de la factura."),
        ),
        _field(
            place,
            PEOPLE,
            words.t("Nivel {number}: quiénes", number=place + 1),
            people_field(block_of(place, PEOPLE), chosen=people),
            hint=words.t("De ellas cuentan las que aprueban según `/cobro roles`. Vacío: todas las que aprueban."),
        ),
    ]
    if offered:
        groups = options_field(block_of(place, GROUPS), offered, chosen=now.people)
        blocks.append(_field(place, GROUPS, words.t("Nivel {number}: grupos", number=place + 1), groups))
    how_many = words.t("Nivel {number}: cuántas aprobaciones", number=place + 1)
    return [*blocks, _field(place, NEEDED, how_many, _needed(place, now, words)), _risks(place, now, words)]


def _field(place: int, what: str, label: str, element: Block, *, hint: str = "") -> Block:
    return field(label, element, block_id=block_of(place, what), hint=hint, optional=True)


def _matters(place: int, level: Level, words: Words) -> Block:
    options = [option(words.t(MATTERS[matter]), matter) for matter in OFFERED]
    return checkboxes(block_of(place, MATTER), options, chosen=tuple(level.matters))


def _risks(place: int, level: Level, words: Words) -> Block:
    options = [option(words.t(name), kind.value) for kind, name in NAMES.items()]
    label = words.t("Nivel {number}: también por estas alertas", number=place + 1)
    hint = words.t("Con una de ellas se pide sea cual sea el total. Con alertas y sin total: solo por ellas.")
    element = options_field(block_of(place, RISKS), options, chosen=sorted(level.risks))
    return _field(place, RISKS, label, element, hint=hint)


def _needed(place: int, level: Level, words: Words) -> Block:
    counts = [option(words.number(count), str(count)) for count in range(1, MOST_NEEDED + 1)]
    options = [*counts, option(words.t("Todas"), str(EVERYBODY))]
    return choice(block_of(place, NEEDED), options, chosen=str(level.needed))


def _level(values: Values, place: int, words: Words, *, old: Level, currency: str) -> Level | FieldErrors:
    matters = frozenset(Matter(each) for each in picked_options(values, block_of(place, MATTER)) or ())
    money = typed(values, block_of(place, CURRENCY), block_of(place, CURRENCY)).upper()
    if money and not (len(money) == 3 and money.isascii() and money.isalpha()):
        return FieldErrors({block_of(place, CURRENCY): words.t("Escribe el código de tres letras, por ejemplo USD")})
    amount = _amount(values, place, words, currency=money or currency)
    if isinstance(amount, str):
        return FieldErrors({block_of(place, AMOUNT): amount})
    if not matters and not old.matters and _is_begun(values, place):
        sentence = words.t("Marca qué se aprueba en este nivel, o deja vacío lo demás de él")
        return FieldErrors({block_of(place, MATTER): sentence})
    groups = picked_options(values, block_of(place, GROUPS))
    if groups is None:
        groups = tuple(entry for entry in old.people if entry.startswith(GROUP))
    needed = chosen(values, block_of(place, NEEDED), block_of(place, NEEDED))
    return Level(
        matters | (old.matters - frozenset(OFFERED) if matters else frozenset()),
        money,
        amount,
        (*picked_people(values, block_of(place, PEOPLE)), *groups),
        int(needed or 1),
        frozenset(picked_options(values, block_of(place, RISKS)) or ()),
    )


def _is_begun(values: Values, place: int) -> bool:
    """Of a level that is not there yet: one forgotten tick would drop it without a word."""
    texts = [typed(values, block_of(place, what), block_of(place, what)) for what in (AMOUNT, CURRENCY)]
    people = picked_people(values, block_of(place, PEOPLE))
    options = [picked_options(values, block_of(place, what)) for what in (GROUPS, RISKS)]
    return any(texts) or bool(people) or any(options)


def _amount(values: Values, place: int, words: Words, *, currency: str) -> Decimal | str:
    text = typed(values, block_of(place, AMOUNT), block_of(place, AMOUNT))
    if not text:
        return Decimal(0)
    amount = amount_or_error(text, words, currency=currency)
    if isinstance(amount, str):
        return amount
    return amount if amount >= 0 else words.t("Escribe un total que no sea negativo")


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
