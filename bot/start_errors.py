"""Why Cobro does not start, said with what to do; anything else is a defect and keeps its traceback."""

from redis.exceptions import RedisError

from bot import web
from bot.locale import Words
from bot.opening_waits import OtherAccount
from bot.setting_hints import wrong_settings
from bot.settings import WrongSettings
from bot.slack.errors import SlackError
from bot.slack.messages.trouble_notes import NOT_WRITING
from bot.store.connection import IsReplica, StoreRefuses, UnsafeStore
from bot.store.embedded import FolderInUse, NoEmbeddedStore, StoreDidNotStart
from bot.store.layout import NewerStore

EXPECTED = (
    WrongSettings,
    web.PortTaken,
    FolderInUse,
    NoEmbeddedStore,
    StoreDidNotStart,
    UnsafeStore,
    RedisError,
    SlackError,
    OtherAccount,
)


def sentence(error: Exception, words: Words) -> str:
    """For one of `EXPECTED`."""
    match error:
        case WrongSettings():
            return wrong_settings(error.problems, words)
        case web.PortTaken():
            return words.t(
                "El puerto {port} está ocupado por otro programa. Ciérralo, o elige otro puerto con {choose}.",
                port=error.port,
                choose="COBRO_PORT",
            )
        case SlackError():
            return words.t(
                "Slack no acepta a Cobro ({code}). Revisa SLACK_BOT_TOKEN, y que la app siga instalada con los permisos de manifest.yml.",
                code=error.code or type(error).__name__,
            )
        case OtherAccount():
            return words.t(
                "Este almacén guarda lo de {remembered} y ALEGRA_TOKEN abre la cuenta de {opened}: no las mezclo. Vuelve a las "
                "credenciales de {remembered}, o dale a {opened} un almacén vacío con COBRO_DATA_DIR o REDIS_URL.",
                remembered=error.remembered,
                opened=error.opened,
            )
        case NewerStore():
            return words.t(
                "Este almacén lo usó Cobro {version}, que guarda de otro modo lo que este no sabe leer: no lo abro. Instala otra vez "
                "{version} o una posterior, o restaura la copia de antes de actualizar.",
                version=error.version,
            )
        case _:
            return _about_the_store(error, words)


def _about_the_store(error: Exception, words: Words) -> str:
    match error:
        case FolderInUse():
            return words.t(
                "Otro Cobro está usando {folder}. Detenlo, o dale a este otra carpeta con COBRO_DATA_DIR; "
                "para que varios trabajen como uno, nombra un Redis en REDIS_URL.",
                folder=error.folder,
            )
        case NoEmbeddedStore():
            return words.t(
                "Cobro no trae un almacén propio para esta máquina. Inicia un Redis 7 o un Valkey con `appendonly yes` "
                "y nómbralo en REDIS_URL (redis://localhost:6379/0), o usa un contenedor basado en glibc."
            )
        case IsReplica():
            return words.t("REDIS_URL nombra una réplica, que no recibe escrituras. Nombra el principal.")
        case StoreRefuses():
            return words.t(
                "El almacén no recibe escrituras ({why}). Libera memoria o disco (`cobro doctor` dice cuál) y Cobro arranca; no se pierde nada.",
                why=words.t(NOT_WRITING[error.why]),
            )
        case RedisError():
            return words.t("No alcanzo el almacén de REDIS_URL ({why}). ¿Está encendido?", why=type(error).__name__)
        case _:
            return str(error)
