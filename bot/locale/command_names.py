"""How our commands are called where they are read: in the reader's language, by the names that this workspace has for them.

Another app may have taken ours (COBRO_COMMAND_PREFIX). The names in both languages work for everybody, always.
"""

import re
from functools import lru_cache

SPANISH = {"invoice": "factura", "payment": "pago", "client": "cliente", "item": "producto", "cobro": "cobro"}
"""The noun of each command."""
SPANISH_VERBS = {
    "create": "crear", "list": "lista", "show": "ver", "find": "buscar", "preview": "vista", "email": "enviar",
    "void": "anular", "reopen": "reabrir", "clone": "clonar", "record": "registrar", "statement": "estado",
    "status": "estado", "audit": "auditoria", "settings": "ajustes", "doctor": "diagnostico", "setup": "configurar",
    "help": "ayuda", "approve": "aprobar", "policy": "politica", "operations": "operaciones",
}  # fmt: skip
"""What stands first among a verb's aliases (`bot/slack/verbs.py`); one that is not here has no other name."""
NAMES = tuple(dict.fromkeys((*SPANISH, *SPANISH.values())))
MOST_SENTENCES = 8192
"""More than all catalogues have."""
LONGEST = 32
"""Of a command with its slash (Slack fact sheet 5)."""
OURS = re.compile(rf"(?<=`)/(?P<noun>{'|'.join(NAMES)})\b(?: (?P<verb>[a-z]+)\b)?")


def prefixed(command: str, prefix: str) -> str:
    """`/invoice` is `/rivera-invoice` where the prefix is `rivera-`."""
    return f"/{prefix}{command.removeprefix('/')}"


@lru_cache(MOST_SENTENCES)
def with_commands_as_typed(sentence: str, language: str, prefix: str) -> str:
    """The commands that a sentence quotes between backticks; commands of Slack's own stay as they are."""
    is_spanish = language.startswith("es")

    def as_typed(found: re.Match[str]) -> str:
        noun, verb = found["noun"], found["verb"] or ""
        if is_spanish:
            noun, verb = SPANISH.get(noun, noun), SPANISH_VERBS.get(verb, verb)
        return f"/{prefix}{noun} {verb}".rstrip()

    return OURS.sub(as_typed, sentence) if prefix or is_spanish else sentence
