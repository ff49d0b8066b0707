"""Short answers at the door: to whom Cobro does not listen, or not yet, and who can change that."""

from functools import partial

from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.messages.private_notes import NoteSample, said


def company_gone(words: Words) -> Message:
    return said(words.t("Cobro ya no atiende a la empresa de este mensaje. No hice nada."))


def not_installed_here(install_url: str, words: Words) -> Message:
    return said(
        words.t("Cobro no está instalado en este espacio de Slack, o lo quitaron. Se instala en {url}", url=install_url)
    )


def no_company_here(words: Words) -> Message:
    return said(
        words.t(
            "Cobro todavía no atiende a ninguna empresa en este espacio de Slack. Quien lo instaló la suma con "
            "`cobro company add`."
        )
    )


def guests_refused(words: Words) -> Message:
    return said(
        words.t(
            "Cobro es solo para miembros de este espacio: invitados, bots y personas de otras empresas no pueden usarlo."
        )
    )


def checking_who_you_are(words: Words) -> Message:
    return said(words.t("Estoy verificando quién eres. Espera un par de segundos y vuelve a oprimir."))


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


SAMPLES = {
    "a company that is gone": NoteSample(company_gone),
    "not installed": NoteSample(partial(not_installed_here, "https://cobro.example.com/slack/install")),
    "no company": NoteSample(no_company_here),
    "outsiders": NoteSample(guests_refused),
    "not known yet": NoteSample(checking_who_you_are),
}
