"""The end of the policy's form: what becomes of what nobody decides, in business hours."""

from bot.billing.patience import MOST_DAYS, MOST_HOURS, Patience
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import context, divider, field, text_input
from bot.slack.drawing import Block
from bot.slack.forms import FieldErrors, Values, typed
from bot.slack.multi_selects import people_field, picked_people

REMIND, ESCALATE, ESCALATE_TO, EXPIRE = "policy.remind", "policy.escalate", "policy.escalate_to", "policy.expire"
"""Each its block's id and its action's id."""


def fields(now: Patience, words: Words) -> list[Block]:
    said = words.t(
        "*Lo que nadie decide.* Se cuenta en horas hábiles, las de `/cobro settings`; vacío o 0: nunca. Escalar suma personas, "
        "no quita votos: quien la pidió o la editó tampoco puede entonces."
    )
    to_whom = words.t("Aprueban o administran. Vacío: quienes administran.")
    again = words.t("Vuelve a quien la pidió, que la puede pedir otra vez. En Alegra no se borra nada.")
    return [
        divider(),
        context(said),
        _span(REMIND, words.t("Recordar cada cuántas horas hábiles"), now.remind_hours),
        _span(ESCALATE, words.t("Escalar después de cuántas horas hábiles"), now.escalate_hours),
        field(
            words.t("Escalar a"),
            people_field(ESCALATE_TO, chosen=now.escalate_to),
            block_id=ESCALATE_TO,
            hint=to_whom,
            optional=True,
        ),
        _span(EXPIRE, words.t("Vence después de cuántos días hábiles"), now.expire_days, hint=again),
    ]


def read(values: Values, words: Words) -> Patience | FieldErrors:
    most = {REMIND: MOST_HOURS, ESCALATE: MOST_HOURS, EXPIRE: MOST_DAYS}
    typed_in = {block: typed(values, block, block) or "0" for block in most}
    wrong = [
        block
        for block, text in typed_in.items()
        if not (text.isascii() and text.isdigit() and int(text) <= most[block])
    ]
    if wrong:
        return FieldErrors(
            {block: words.t("Escribe un número entero de 0 a {most}", most=most[block]) for block in wrong}
        )
    return Patience(
        int(typed_in[REMIND]),
        int(typed_in[ESCALATE]),
        picked_people(values, ESCALATE_TO),
        int(typed_in[EXPIRE]),
    )


def _span(block: str, label: str, value: int, *, hint: str = "") -> Block:
    drawn = text_input(block, initial=str(value) if value else "", longest=4)
    return field(label, drawn, block_id=block, hint=hint, optional=True)


SAMPLE = Patience(4, 8, (samples.DIEGO,), 10)
