"""One level of the approval policy as an admin fills it in: what it is about, from which total, and who."""

from collections.abc import Sequence
from decimal import Decimal

from bot.billing.composing import plain_number
from bot.billing.eligibility import GROUP
from bot.billing.policy import EVERYBODY, Level, Matter
from bot.locale import Words
from bot.slack.blocks import checkboxes, choice, divider, field, option, text_input
from bot.slack.drawing import Block
from bot.slack.forms import FieldErrors, Values, amount_or_error, chosen, typed
from bot.slack.multi_selects import options_field, people_field, picked_options, picked_people
from bot.slack.policy_lines import MATTERS
from bot.slack.risk_chips import NAMES

OFFERED = tuple(Matter)
MOST_NEEDED = 5
MATTER, AMOUNT, CURRENCY, PEOPLE, GROUPS, NEEDED = "matters", "amount", "currency", "people", "groups", "needed"
RISKS = "risks"


def block_of(place: int, what: str) -> str:
    """The block's id, and its action's: of the level that stands there, from 0 on."""
    return f"policy.{place}.{what}"


def fields(place: int, level: Level | None, offered: Sequence[Block], words: Words, *, currency: str) -> list[Block]:
    """`offered` are the groups; `currency` is the company's."""
    now = level or Level(matters=frozenset())
    amount = plain_number(now.amount) if now.amount else ""
    people = [entry for entry in now.people if not entry.startswith(GROUP)]
    blocks = [
        divider(),
        _field(place, MATTER, words.t("Nivel {number}: qué se aprueba", number=place + 1), _matters(place, now, words)),
        _field(
            place,
            AMOUNT,
            words.t("Nivel {number}: desde qué total", number=place + 1),
            text_input(block_of(place, AMOUNT), initial=amount, longest=20),
            hint=words.t("Vacío: cualquiera. En la moneda de abajo; sin ella, en {currency}.", currency=currency),
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


def read(values: Values, place: int, words: Words, *, old: Level, currency: str) -> Level | FieldErrors:
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
