"""What an admin sets for the company, and what the environment says of each."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.billing.company_choices import CLOSING_HOURS, HOURS, LONGEST_UNDO, RISK_LIMITS, CompanyChoices
from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import checkboxes, choice, context, field, option, text_input
from bot.slack.drawing import Block, View
from bot.slack.escape import mention
from bot.slack.forms import FieldErrors, Values, chosen, modal, picked_day, typed
from bot.slack.multi_selects import picked_options

CALLBACK = "settings.submit"
CLOSING, AMOUNTS, EMAIL, HOUR, UNDO, LANGUAGE = (
    "settings.closing_date",
    "settings.amounts",
    "settings.email_on_stamp",
    "settings.overdue_hour",
    "settings.undo_seconds",
    "settings.language",
)
OPENING_HOUR, CLOSING_HOUR, DAYS = "settings.opening_hour", "settings.closing_hour", "settings.working_days"
"""Each its block's id and its action's id."""
WHERE = {
    "private": phrase("Solo en canales privados"),
    "everywhere": phrase("También en canales públicos"),
}
SENDERS = {
    "alegra": phrase("Alegra, según su configuración"),
    "cobro": phrase("Cobro, apenas queda emitida"),
    "nobody": phrase("Nadie: se envía a mano"),
}
RISKS = {
    "risk_duplicate_days": phrase("Parecida a otra: días entre las dos (0 a {most})"),
    "risk_duplicate_percent": phrase("Parecida a otra: diferencia del total en % (0 a {most})"),
    "risk_unusual_times": phrase("Valor inusual: veces lo usual del cliente (0 a {most}; 0 no avisa)"),
    "risk_discount_percent": phrase("Descuento: avisa por encima de % (0 a {most})"),
    "risk_overdue_days": phrase("Cliente en mora: avisa después de días (0 a {most})"),
}
"""By the choice; `settings.` and its name are block and action."""
WEEK = (
    phrase("lunes"),
    phrase("martes"),
    phrase("miércoles"),
    phrase("jueves"),
    phrase("viernes"),
    phrase("sábado"),
    phrase("domingo"),
)
SPOKEN = {"es_CO": "Español (Colombia)", "es_MX": "Español (México)", "en": "English"}


@dataclass(frozen=True)
class SettingsForm:
    choices: CompanyChoices
    environment: CompanyChoices
    revision: int
    """Of the preferences: a form over an older one is refused."""
    now: int
    changed_by: str = ""
    """Who changed them last in Slack; empty: nobody did."""
    changed_at: int = 0


def draw(form: SettingsForm, words: Words) -> View:
    now, environment = form.choices, form.environment
    closed = now.closing_date.isoformat() if now.closing_date else ""
    return modal(
        callback=CALLBACK,
        title=words.t("Ajustes"),
        blocks=[
            context(_origin(form, words)),
            field(
                words.t("Libros cerrados hasta"),
                {"type": "datepicker", "action_id": CLOSING} | ({"initial_date": closed} if closed else {}),
                block_id=CLOSING,
                hint=_hint(_day(environment.closing_date, words), words),
                optional=True,
            ),
            _choice(AMOUNTS, words.t("Valores en tarjetas y avisos"), WHERE, (now.amounts, environment.amounts), words),
            _choice(
                EMAIL,
                words.t("Quién envía la factura al emitirla"),
                SENDERS,
                (now.email_on_stamp, environment.email_on_stamp),
                words,
            ),
            _number(
                HOUR, words.t("Hora del aviso de cartera (0 a 23)"), (now.overdue_hour, environment.overdue_hour), words
            ),
            *_business_hours(form, words),
            _number(
                UNDO, words.t("Segundos para deshacer (0 a 300)"), (now.undo_seconds, environment.undo_seconds), words
            ),
            _choice(LANGUAGE, words.t("Idioma del canal"), SPOKEN, (now.language, environment.language), words),
            context(words.t("Alertas de riesgo en la tarjeta de aprobación:")),
            *(_limit(name, form, words) for name in RISKS),
        ],
        submit=words.t("Guardar"),
        close=words.t("Cancelar"),
        private_metadata=str(form.revision),
    )


def read(values: Values, words: Words, *, today: dt.date) -> CompanyChoices | FieldErrors:
    errors: dict[str, str] = {}
    closing = picked_day(values, CLOSING, CLOSING)
    if closing and closing > today:
        errors[CLOSING] = words.t("Los libros no se cierran por adelantado: elige hoy o un día anterior")
    errors |= _not_open(values, words)
    hour, undo = _whole(values, HOUR), _whole(values, UNDO)
    if hour is None or hour not in HOURS:
        errors[HOUR] = words.t("Escribe una hora entera de 0 a 23")
    if undo is None or undo > LONGEST_UNDO:
        errors[UNDO] = words.t("Escribe un número entero de segundos, de 0 a 300")
    limits = {name: _whole(values, f"settings.{name}") for name in RISKS}
    for name, value in limits.items():
        if value is None or value > RISK_LIMITS[name]:
            errors[f"settings.{name}"] = words.t("Escribe un número entero de 0 a {most}", most=RISK_LIMITS[name])
    if errors or hour is None or undo is None:
        return FieldErrors(errors)
    return CompanyChoices(
        closing_date=closing,
        amounts=chosen(values, AMOUNTS, AMOUNTS),
        email_on_stamp=chosen(values, EMAIL, EMAIL),
        overdue_hour=hour,
        opening_hour=_whole(values, OPENING_HOUR) or 0,
        closing_hour=_whole(values, CLOSING_HOUR) or 0,
        working_days="".join(sorted(picked_options(values, DAYS) or ())),
        undo_seconds=undo,
        language=chosen(values, LANGUAGE, LANGUAGE),
        **{name: value for name, value in limits.items() if value is not None},
    )


def _business_hours(form: SettingsForm, words: Words) -> list[Block]:
    now, environment = form.choices, form.environment
    opening, closing = words.t("Hora de abrir (0 a 23)"), words.t("Hora de cerrar (1 a 24)")
    said = words.t("Horas hábiles: solo en ellas recuerdo lo que espera aprobación, y en ellas se cuentan sus plazos.")
    days = [option(words.t(name), str(number)) for number, name in enumerate(WEEK, 1)]
    hint = _hint(words.listed([words.t(WEEK[int(day) - 1]) for day in environment.working_days]), words)
    return [
        context(said),
        _number(OPENING_HOUR, opening, (now.opening_hour, environment.opening_hour), words),
        _number(CLOSING_HOUR, closing, (now.closing_hour, environment.closing_hour), words),
        field(
            words.t("Días hábiles"),
            checkboxes(DAYS, days, chosen=tuple(now.working_days)),
            block_id=DAYS,
            hint=hint,
            optional=True,
        ),
    ]


def _not_open(values: Values, words: Words) -> dict[str, str]:
    """What is wrong with the hours, by block."""
    errors: dict[str, str] = {}
    opening, closing = _whole(values, OPENING_HOUR), _whole(values, CLOSING_HOUR)
    if opening is None or opening not in HOURS:
        errors[OPENING_HOUR] = words.t("Escribe una hora entera de 0 a 23")
    if closing is None or closing not in CLOSING_HOURS:
        errors[CLOSING_HOUR] = words.t("Escribe una hora entera de 1 a 24")
    elif opening is not None and closing <= opening:
        errors[CLOSING_HOUR] = words.t("La hora de cerrar va después de la de abrir")
    if not picked_options(values, DAYS):
        errors[DAYS] = words.t("Marca al menos un día")
    return errors


def _whole(values: Values, block: str) -> int | None:
    text = typed(values, block, block)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _choice(block: str, label: str, named: Mapping[str, str], values: tuple[str, str], words: Words) -> Block:
    """`values`: in force, and of the environment."""
    options = [option(words.t(said), value) for value, said in named.items()]
    hint = _hint(words.t(named[values[1]]), words)
    return field(label, choice(block, options, chosen=values[0]), block_id=block, hint=hint)


def _number(block: str, label: str, values: tuple[int, int], words: Words) -> Block:
    drawn = text_input(block, initial=str(values[0]), longest=4)
    return field(label, drawn, block_id=block, hint=_hint(str(values[1]), words))


def _limit(name: str, form: SettingsForm, words: Words) -> Block:
    label = words.t(RISKS[name], most=RISK_LIMITS[name])
    return _number(f"settings.{name}", label, (getattr(form.choices, name), getattr(form.environment, name)), words)


def _hint(environment: str, words: Words) -> str:
    return words.t("Del entorno: {value}", value=environment)


def _day(day: dt.date | None, words: Words) -> str:
    return words.day(day, weekday=False) if day else words.t("sin cierre")


def _origin(form: SettingsForm, words: Words) -> str:
    force = words.t("Valen desde que los guardas, para todos. Lo que dejes igual al entorno lo sigue.")
    if not form.changed_by:
        return force
    changed = words.t(
        "Los cambió {person} {moment}",
        person=mention(form.changed_by),
        moment=words.moment(form.changed_at, now_ms=form.now),
    )
    return f"{changed} · {force}"


_FORM = SettingsForm(CompanyChoices(), CompanyChoices(), 0, samples.NOW)
SAMPLES: Mapping[str, SettingsForm] = {
    "of the environment": _FORM,
    "changed": replace(
        _FORM,
        choices=CompanyChoices(dt.date(2025, 10, 31), "everywhere", "cobro", 7, 7, 17, "123456", 30, "en"),
        revision=4,
        changed_by=samples.DIEGO,
        changed_at=samples.NOW - samples.DAY,
    ),
}
