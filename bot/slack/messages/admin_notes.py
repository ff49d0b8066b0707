"""What is answered to whoever typed the code that makes the first admin."""

from collections.abc import Iterable
from functools import partial

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.messages.private_notes import NoteSample, said


def you_administer(words: Words) -> Message:
    return said(
        words.t(
            "✅ Ahora administras Cobro, y queda en la auditoría. Di quién aprueba y quién registra pagos con "
            "`/cobro roles`, y mira qué falta con `/cobro setup`."
        )
    )


def already_administered(admins: Iterable[str], words: Words) -> Message:
    return said(
        words.t(
            "Cobro ya tiene quien lo administre: pídele tu rol a {people}, con `/cobro roles`. El código no cambió nada.",
            people=phrases.either(sorted(admins), words),
        )
    )


def code_refused(words: Words) -> Message:
    return said(
        words.t(
            "Ese código no sirve, o ya venció: vale una vez y 15 minutos. Quien instaló Cobro imprime otro con "
            "`cobro admin-code`."
        )
    )


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


SAMPLES = {
    "first admin": NoteSample(you_administer),
    "somebody administers": NoteSample(partial(already_administered, (samples.DIEGO,))),
    "code refused": NoteSample(code_refused),
}
