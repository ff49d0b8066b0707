"""Everything that is asked, in its order: a table."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.locale import phrase
from bot.terminal.setup import other_answers, people_answers, slack_answers
from bot.terminal.setup.answers import Answers
from bot.terminal.setup.site import Check, Site

SLACK, ALEGRA, PEOPLE, WORK = phrase("Slack"), phrase("Alegra"), phrase("Las personas"), phrase("Cómo trabaja")


@dataclass(frozen=True)
class Question:
    setting: str
    chapter: str
    asks: str
    explains: str
    check: Check
    is_secret: bool = False
    is_asked: Callable[[Answers], bool] = lambda _answers: True
    proposes: Callable[[Site], str] = lambda _site: ""
    """What Enter takes where nothing is known yet."""
    after_manifest: bool = False
    """The app has to be there before this can be answered."""


def _over_http(answers: Answers) -> bool:
    return answers["COBRO_TRANSPORT"] == "http"


def _over_socket(answers: Answers) -> bool:
    return answers["COBRO_TRANSPORT"] != "http"


def _language(site: Site) -> str:
    return "es_MX" if site.account and site.account.company.country == "mexico" else "es_CO"


def _the_admins(site: Site) -> str:
    return site.answers["COBRO_ADMINS"]


QUESTIONS: tuple[Question, ...] = (
    Question(
        "COBRO_TRANSPORT",
        SLACK,
        phrase("¿Cómo llega Slack a Cobro? socket (sin dirección pública) o http (detrás de un proxy con TLS)"),
        phrase(
            "Con socket, Cobro llama a Slack y no hace falta abrir nada al mundo. Con http hace falta una dirección pública."
        ),
        other_answers.one_of("socket", "http"),
        proposes=lambda _site: "socket",
    ),
    Question(
        "COBRO_PUBLIC_URL",
        SLACK,
        phrase("Dirección pública de Cobro, como https://cobro.tu-empresa.com"),
        phrase("La de tu proxy con TLS, sin ruta. El proxy entrega /slack/events al puerto de Cobro (3000)."),
        other_answers.public_url,
        is_asked=_over_http,
    ),
    Question(
        "COBRO_COMMAND_PREFIX",
        SLACK,
        phrase("Prefijo de los comandos (Enter: ninguno)"),
        phrase("Solo si otra app ya tiene /invoice o /factura: con rivera-, el comando será /rivera-invoice."),
        other_answers.prefix,
    ),
    Question(
        "SLACK_BOT_TOKEN",
        SLACK,
        phrase("Bot User OAuth Token (xoxb-…), no se verá"),
        phrase("api.slack.com/apps › tu app › OAuth & Permissions, después de instalarla en tu Slack."),
        slack_answers.bot_token,
        is_secret=True,
        after_manifest=True,
    ),
    Question(
        "SLACK_APP_TOKEN",
        SLACK,
        phrase("App-Level Token (xapp-…), no se verá"),
        phrase(
            "api.slack.com/apps › tu app › Basic Information › App-Level Tokens › Generate, con el permiso connections:write."
        ),
        slack_answers.app_token,
        is_secret=True,
        is_asked=_over_socket,
    ),
    Question(
        "SLACK_SIGNING_SECRET",
        SLACK,
        phrase("Signing Secret, no se verá"),
        phrase("api.slack.com/apps › tu app › Basic Information › App Credentials › Signing Secret › Show."),
        slack_answers.signing_secret,
        is_secret=True,
        is_asked=_over_http,
    ),
    Question(
        "ALEGRA_EMAIL",
        ALEGRA,
        phrase("Correo del usuario de Alegra con el que trabaja Cobro"),
        phrase(
            "Mejor uno propio de Cobro: el historial de Alegra distingue así lo que hizo Cobro de lo que hizo alguien."
        ),
        other_answers.alegra_email,
    ),
    Question(
        "ALEGRA_TOKEN",
        ALEGRA,
        phrase("Token de la API de ese usuario, no se verá"),
        phrase("En Alegra, con ese usuario: Configuración › Integraciones › API."),
        other_answers.alegra_token,
        is_secret=True,
    ),
    Question(
        "COBRO_CHANNEL",
        PEOPLE,
        phrase("Canal de las facturas: su nombre o su id"),
        phrase("Ahí salen las tarjetas, los pagos y la cartera. Mejor privado. Si no existe, créalo e invita a Cobro."),
        slack_answers.channel,
    ),
    Question(
        "COBRO_ADMINS",
        PEOPLE,
        phrase("Administradores, separados por comas: nombre, @ o id"),
        phrase(
            "Anulan, cambian ajustes y papeles, y reciben los avisos de credenciales y de lo que Cobro no pudo saber."
        ),
        people_answers.admins,
    ),
    Question(
        "COBRO_APPROVERS",
        PEOPLE,
        phrase("Quienes aprueban, separados por comas"),
        phrase("Nadie aprueba lo que pidió o editó: con dos personas siempre hay quien apruebe."),
        people_answers.approvers,
        proposes=_the_admins,
    ),
    Question(
        "COBRO_COLLECTORS",
        PEOPLE,
        phrase("Quienes cobran, separados por comas (Enter: nadie todavía)"),
        phrase("Envían facturas por correo y registran pagos."),
        people_answers.people,
    ),
    Question(
        "COBRO_EMAIL_ON_STAMP",
        WORK,
        phrase("¿Quién envía la factura al emitirla? alegra, cobro o nobody"),
        phrase(
            "alegra: lo hace Alegra si su cuenta lo tiene encendido. cobro: Cobro lo pide por la API. nobody: con el botón de la tarjeta."
        ),
        other_answers.one_of("alegra", "cobro", "nobody"),
        proposes=lambda _site: "alegra",
    ),
    Question(
        "COBRO_LANGUAGE",
        WORK,
        phrase("Idioma del canal: es_CO, es_MX o en"),
        phrase("Los mensajes privados salen en el idioma de cada persona."),
        other_answers.one_of("es_CO", "es_MX", "en"),
        proposes=_language,
    ),
    Question(
        "COBRO_CLOSING_DATE",
        WORK,
        phrase("Último día de los libros ya cerrados, como 2026-10-31 (Enter: ninguno)"),
        phrase("Nada se escribe en Alegra con fecha de ese día o anterior, salvo que un administrador diga por qué."),
        other_answers.closing_date,
    ),
    Question(
        "REDIS_URL",
        WORK,
        phrase("Redis o Valkey, como redis://:clave@redis:6379/0 (Enter: el propio), no se verá"),
        phrase(
            "Con el propio, un solo Cobro guarda en su carpeta. Con varios procesos hace falta un Redis con `appendonly yes` y `maxmemory-policy noeviction`."
        ),
        other_answers.store,
        is_secret=True,
    ),
)
"""Names of settings are those of docs/configuration.md; a flag of the same name takes every answer that is no secret."""

CARRIED = ("SLACK_API_URL", "ALEGRA_API_URL", "COBRO_CLOCK_URL", "COBRO_DATA_DIR", "COBRO_HOST", "COBRO_PORT")
"""Not asked; written when they are given."""
