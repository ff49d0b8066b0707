"""Everything that can be typed, as a table: what each verb does, an example of it, and its names in Spanish.

The commands answer exactly these verbs, the help is drawn from them, and the docs are compared with them.
"""

from difflib import get_close_matches
from functools import lru_cache

from bot.locale import phrase
from bot.locale.command_names import SPANISH as SPANISH  # noqa: PLC0414  offered under the same name
from bot.slack.verb import Verb as Verb  # noqa: PLC0414  as above

HELP = frozenset({"help", "ayuda", "?"})
LIKE_ENOUGH = 0.6


VERBS = (
    Verb("invoice", "", phrase("abre el formulario de una factura nueva")),
    Verb(
        "invoice",
        "create",
        phrase("lo mismo, con lo que ya escribiste"),
        "4 x mantenimiento preventivo para Clínica Los Andes",
        ("crear",),
        phrase("Una línea por renglón o separadas por comas: `4 x mantenimiento @850000 -10%`."),
        writes=True,
    ),
    Verb(
        "invoice",
        "list",
        phrase("las últimas facturas; con un nombre, las de ese cliente"),
        aliases=("lista", "listar"),
    ),
    Verb("invoice", "show", phrase("la tarjeta de una factura, por su número o su nombre (D-7K3Q)"), "FE341", ("ver",)),
    Verb(
        "invoice",
        "find",
        phrase("busca facturas: cliente, número, valor, mes, vencidas, abiertas…"),
        "clinica andes 2026-10",
        ("buscar",),
        phrase(
            "Con o sin tildes y todo junto: `hotel vencidas`, `FE341`, `1011500`, `&gt;500000`, `2026-10`, `borradores`, "
            "`anuladas`, `pagadas`."
        ),
    ),
    Verb(
        "invoice",
        "approve",
        phrase("lo que espera tu aprobación, para aprobar varias de una vez"),
        "",
        ("aprobar",),
        phrase("Las que tienen alertas quedan aparte y sin marcar. Con un número o un nombre muestra esa tarjeta."),
    ),
    Verb(
        "invoice",
        "preview",
        phrase("el PDF y el XML de una factura, por mensaje directo; de un borrador también"),
        "FE341",
        ("vista",),
        phrase("Desde el menú de su tarjeta quedan en el hilo."),
    ),
    Verb(
        "invoice",
        "email",
        phrase("la envía por correo; antes muestra a quién"),
        "FE341",
        ("enviar",),
        phrase("El botón *Reenviar* de su tarjeta hace lo mismo. Si no se sabe si un correo salió, no lo repito."),
        writes=True,
    ),
    Verb(
        "invoice",
        "void",
        phrase("la anula, con un motivo; si no se puede, dice por qué y qué sí"),
        "FE341",
        ("anular",),
        phrase("Puede hacerlo quien aprueba o administra. Una factura electrónica aceptada no se anula en Colombia."),
        writes=True,
    ),
    Verb(
        "invoice",
        "reopen",
        phrase("reabre una factura anulada, con su mismo número"),
        "RR87",
        ("reabrir",),
        phrase("Puede hacerlo quien aprueba o administra. El cliente vuelve a deberla."),
        writes=True,
    ),
    Verb(
        "invoice",
        "clone",
        phrase("una factura nueva igual a otra, con fechas nuevas"),
        "FE341",
        ("clonar", "igual"),
        phrase("Abre el formulario ya lleno: revisa y envía. No se copian la OC ni la nota interna."),
        writes=True,
    ),
    Verb(
        "payment",
        "record",
        phrase("registra un pago de esa factura"),
        "FE341",
        ("registrar",),
        phrase(
            "Completo, por partes o neto de retenciones: lo primero que se pregunta es el valor que entró al banco. "
            "También `FE341 4283919`, `FE341,FE342`, o el nombre del cliente."
        ),
        writes=True,
    ),
    Verb(
        "payment",
        "list",
        phrase("los últimos pagos; con un cliente o una factura, los suyos"),
        "FE341",
        ("lista", "listar"),
    ),
    Verb(
        "payment",
        "void",
        phrase("anula un pago, con un motivo; antes dice cuánto vuelve a deber cada factura"),
        "FE341",
        ("anular",),
        phrase("Por el número del recibo o el de su factura. Puede hacerlo quien aprueba o administra."),
        writes=True,
    ),
    Verb(
        "payment",
        "reopen",
        phrase("reabre un pago anulado: vuelve a contar"),
        "FE341",
        ("reabrir",),
        phrase("Por el número del recibo o el de su factura. Puede hacerlo quien aprueba o administra."),
        writes=True,
    ),
    Verb("client", "", phrase("los clientes de Alegra"), more=phrase("También con una letra de más o de menos.")),
    Verb("client", "find", phrase("busca clientes por nombre o documento"), "los andes", ("buscar",)),
    Verb(
        "client",
        "create",
        phrase("crea un cliente en Alegra"),
        "Zapatería El Cordón",
        ("crear",),
        phrase("Pide lo que la factura electrónica necesitará. Un NIT con su dígito se revisa al escribirlo."),
        writes=True,
    ),
    Verb(
        "client",
        "statement",
        phrase("qué debe un cliente, desde cuándo y cómo paga"),
        "Clínica Los Andes",
        ("estado",),
    ),
    Verb("item", "", phrase("los productos y servicios de Alegra")),
    Verb("item", "find", phrase("busca productos por nombre o referencia"), "mantenimiento", ("buscar",)),
    Verb(
        "item",
        "create",
        phrase("crea un producto o servicio en Alegra"),
        "Limpieza de condensador",
        ("crear",),
        writes=True,
    ),
    Verb(
        "cobro",
        "roles",
        phrase("quién puede qué; quienes administran lo cambian ahí"),
        more=phrase("Cada rol se da a personas o a grupos de Slack, y vale desde el clic siguiente."),
    ),
    Verb(
        "cobro",
        "policy",
        phrase("de quién es la aprobación, por monto; quienes administran lo cambian ahí"),
        "5000000",
        ("politica", "política"),
        phrase("Con un total dice a quién le tocaría. Donde administran dos, un cambio lo acepta otra persona."),
    ),
    Verb(
        "cobro",
        "status",
        phrase("cómo está Cobro: qué funciona, qué espera, qué necesita a una persona"),
        aliases=("estado",),
    ),
    Verb(
        "cobro",
        "audit",
        phrase("todo lo que se hizo con un documento, y si su registro está entero"),
        "FE341",
        ("auditoria", "auditoría"),
        phrase("Es para quienes administran y para la contadora o el contador."),
    ),
    Verb(
        "cobro",
        "settings",
        phrase("cierre de libros, valores en canales públicos, correo, hora de cartera, idioma"),
        aliases=("ajustes",),
        more=phrase("Lo cambian quienes administran; vale desde que se guarda, y queda en el historial."),
    ),
    Verb(
        "cobro",
        "doctor",
        phrase("examina Slack, Alegra, el almacén y la cola, y dice cómo curar cada problema"),
        aliases=("diagnostico", "diagnóstico"),
        more=phrase(
            "Es para quienes administran. En la terminal, `cobro doctor` mira también lo que desde aquí no se ve."
        ),
    ),
    Verb(
        "cobro",
        "setup",
        phrase("qué está listo y qué falta para empezar"),
        aliases=("configurar",),
        more=phrase(
            "Lo que falta se completa con los roles y los ajustes; el resto, con `cobro setup` en la terminal. Si nadie "
            "administra: con el código que imprime `cobro admin-code`."
        ),
    ),
    Verb(
        "cobro",
        "operations",
        phrase("lo que espera, lo que no se sabe y lo que necesita a una persona; para administradores"),
        aliases=("operaciones",),
        more=phrase(
            "Detrás: `list` (lista) con un estado (`person`, `unknown`, `accepted`, `done`, `refused`), y `show` (ver), `retry` "
            "(reintentar) o `resolve` (resolver) con la operación o su documento: `/cobro operations show D-7K3Q`. `retry` no "
            "envía nada que pueda haber pasado: mira otra vez."
        ),
    ),
    Verb("cobro", "help", phrase("todo lo que puedo hacer"), aliases=("ayuda",)),
)


@lru_cache
def verbs_of(noun: str) -> tuple[Verb, ...]:
    return tuple(verb for verb in VERBS if verb.noun == noun)


def verb_called(noun: str, word: str) -> Verb | None:
    """By its name or an alias, in any case."""
    wanted = word.lower()
    return next((verb for verb in verbs_of(noun) if wanted == verb.name or wanted in verb.aliases), None)


def nearest(noun: str, word: str) -> Verb | None:
    """The verb that was probably meant; None when nothing comes near."""
    names = {name: verb for verb in verbs_of(noun) for name in (verb.name, *verb.aliases) if name}
    close = get_close_matches(word.lower(), names, n=1, cutoff=LIKE_ENOUGH)
    return names[close[0]] if close else None
