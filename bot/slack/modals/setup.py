"""`/cobro setup`: what is done and what is still open, with the ways to it."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import actions, button, paragraphs
from bot.slack.checks import GREEN, RED, Check, lines
from bot.slack.checks import SAMPLES as CHECKS
from bot.slack.drawing import View
from bot.slack.forms import modal
from bot.slack.messages.roles_list import CHANGE as CHANGE_ROLES

CALLBACK = "setup.closed"
LOOK_AGAIN = "setup.look_again"
SETTINGS = "setup.settings"


@dataclass(frozen=True)
class SetupList:
    checks: tuple[Check, ...] | None = None
    """None while they are looked at."""
    may_change: bool = False
    """Whether the person is an admin."""


def draw(setup: SetupList, words: Words) -> View:
    title, close = words.t("Puesta en marcha"), words.t("Cerrar")
    if setup.checks is None:
        waiting = paragraphs([words.t("⏳ Mirando qué está listo y qué falta…")])
        return modal(callback=CALLBACK, title=title, blocks=waiting, close=close)
    is_open = any(check.mark == RED for check in setup.checks)
    first = (
        words.t("Falta lo que está en rojo.")
        if is_open
        else words.t("Está listo: ya se puede facturar con `/factura`.")
    )
    again = button(words.t("Mirar otra vez"), action=LOOK_AGAIN)
    roles = button(words.t("Roles"), action=CHANGE_ROLES, style="primary") if setup.may_change else None
    change = button(words.t("Ajustes"), action=SETTINGS) if setup.may_change else None
    blocks = [*paragraphs([f"*{first}*", *lines(setup.checks)]), actions(roles, change, again)]
    return modal(callback=CALLBACK, title=title, blocks=blocks, close=close)


SAMPLES = {
    "looking": SetupList(),
    "something is open": SetupList(CHECKS, may_change=True),
    "for who is no admin": SetupList(CHECKS),
    "ready": SetupList((Check(GREEN, "2 personas pueden aprobar."),), may_change=True),
    "hostile": SetupList((Check(RED, samples.HOSTILE, samples.HOSTILE),)),
}
