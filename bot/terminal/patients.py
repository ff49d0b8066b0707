"""Who is examined: the company of the environment, and those beside it that the store knows."""

from dataclasses import dataclass, field

from redis.exceptions import RedisError

from bot.assembly import COMPANY
from bot.company_settings import settings_of
from bot.settings import Settings, WrongSettings
from bot.store.companies import Companies, KeptCompany
from bot.store.connection import Client, redis_time
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox, SecretBoxError


@dataclass(frozen=True)
class Patient:
    company: str
    settings: Settings
    token: str = field(repr=False)
    """Of the bot in its workspace."""

    @property
    def shown_as(self) -> str:
        """Before what is found about it; the first one needs no name."""
        return "" if self.company == COMPANY else self.company


@dataclass(frozen=True)
class Unopened:
    company: str
    why: str


def of_the_environment(settings: Settings) -> Patient:
    return Patient(COMPANY, settings, settings.slack_bot_token.get_secret_value())


async def beside_it(settings: Settings, client: Client) -> tuple[Patient | Unopened, ...]:
    """None where the store cannot be asked: its own examination says so."""
    store = Store(client=client, keys=Keys(EVERYWHERE), clock=redis_time(client))
    box = SecretBox(key.get_secret_value() for key in settings.secret_keys)
    companies, installations = Companies(store, box), Installations(store, box)
    try:
        ids = sorted(await companies.texts())
        return tuple([await _opened(each, settings, companies, installations) for each in ids])
    except (RedisError, OSError):
        return ()


async def _opened(
    company: str, settings: Settings, companies: Companies, installations: Installations
) -> Patient | Unopened:
    try:
        kept = await companies.find(company)
        if kept is None:
            return Unopened(company, "removed")
        return Patient(company, settings_of(kept, settings), await _token(kept, settings, installations))
    except (SecretBoxError, WrongSettings) as why:
        return Unopened(company, type(why).__name__)


async def _token(kept: KeptCompany, settings: Settings, installations: Installations) -> str:
    installed = await installations.find(kept.team)
    return installed.bot_token if installed else settings.slack_bot_token.get_secret_value()
