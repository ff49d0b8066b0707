"""Why a company was not added, shown or removed, and what to do about it."""

from typing import Any

from bot.locale import Words, phrase

TROUBLES = {
    "id": phrase("«{id}» no sirve: de 1 a 20 letras minúsculas, cifras y guiones, y no main, que es la del entorno."),
    "there": phrase("Ya hay una empresa {id}. Para cambiarla, repite todo con --replace."),
    "absent": phrase("No hay una empresa {id}. Las que hay: cobro company list."),
    "settings": phrase("Estos ajustes faltan o no sirven:"),
    "token": phrase(
        "Falta el token de Alegra: escríbelo cuando se pregunte, o ponlo en {name}. Nunca en la línea de comandos."
    ),
    "keys": phrase(
        "El token de Alegra se guarda cifrado y no hay con qué: pon en COBRO_SECRET_KEYS, aquí y donde corre Cobro, "
        "lo que imprime cobro secrets new."
    ),
    "no_keys": phrase("COBRO_SECRET_KEYS está vacía: no hay con qué cifrar. cobro secrets new imprime una clave."),
    "sealed": phrase("No puedo leer lo que está cifrado ({why}): ¿COBRO_SECRET_KEYS es la de donde corre Cobro?"),
    "channel": phrase("El canal {channel} ya es de la empresa {other}: cada una tiene el suyo."),
    "account": phrase(
        "Esa cuenta de Alegra ya es la de la empresa {other}: dos en una avisarían y cobrarían todo dos veces."
    ),
    "other_account": phrase(
        "Cobro recuerda a {id} como {remembered}, y ese token abre la cuenta de {opened}. Usa otro nombre corto, o borra antes "
        "lo de {remembered}: cobro company remove {id} --erase."
    ),
    "slack": phrase("Slack no me deja ver el espacio ({why}). Revisa SLACK_BOT_TOKEN, o vuelve a intentarlo."),
    "workspace": phrase("Cobro no está instalado en el espacio {team}: instálalo allá primero."),
    "alegra_refused": phrase("Alegra no acepta ese correo con ese token. No se guardó nada."),
    "alegra_plan": phrase("Alegra contesta, pero no deja usar la API ({why}). No se guardó nada."),
    "alegra_silent": phrase("No alcanzo Alegra ({why}), y no guardo lo que no probé. Vuelve a intentarlo."),
    "unfinished": phrase(
        "{id} tiene cosas sin terminar, que al borrar se olvidan. Deja que acaben, o bórrala igual con --force:"
    ),
    "kept": phrase("No se quitó nada."),
}


class Troubled(Exception):
    """Said with one of TROUBLES; `lines` follow it."""

    def __init__(self, trouble: str, *lines: str, **values: Any) -> None:
        super().__init__(trouble)
        self.trouble, self.lines, self.values = trouble, lines, values

    def said(self, words: Words) -> str:
        return "\n".join([words.t(TROUBLES[self.trouble], **self.values), *self.lines])
