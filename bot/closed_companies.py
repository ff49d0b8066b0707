"""Why a company cannot be opened, in the words of the note that says so, and who can mend it."""

from dataclasses import replace

from redis.exceptions import RedisError

from bot.actions.role_book import NAMED, PREFERENCE
from bot.alegra.errors import AlegraError, Forbidden, Suspended, Unauthorized
from bot.billing.appointments import Appointments
from bot.company_running import OtherWorkspace
from bot.opening_waits import OtherAccount
from bot.settings import WrongSettings
from bot.slack.errors import SlackError, SlackUnavailable
from bot.slack.messages.closed_company import ClosedCompany
from bot.store.companies import admins_of, name_of
from bot.store.groups import Groups
from bot.store.preferences import Preferences
from bot.store.scripts import STORE_GONE, Store
from bot.store.secret_box import SecretBoxError


class NotInstalled(Exception):
    """Cobro is not installed, or no longer, in a company's workspace."""

    def __init__(self, company: str) -> None:
        super().__init__(f"the workspace of {company} has not installed Cobro")


_WHY: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (WrongSettings, "settings"),
    (SecretBoxError, "keys"),
    (SlackUnavailable, "slack_away"),
    (SlackError, "slack"),
    (OtherWorkspace, "workspace"),
    (OtherAccount, "account"),
    (NotInstalled, "not_installed"),
    (STORE_GONE, "store"),
    (Unauthorized, "alegra_refused"),
    ((Suspended, Forbidden), "alegra_plan"),
    (AlegraError, "alegra_away"),
)
"""The first that fits."""


def closed(company: ClosedCompany, error: Exception) -> ClosedCompany:
    return replace(company, why=next((why for kind, why in _WHY if isinstance(error, kind)), "defect"))


async def known(company: str, text: str, store: Store) -> ClosedCompany:
    """`text`: as it is kept; `store`: its own part. Who is asked for help is found without Slack."""
    try:
        admins = await _chosen_admins(store)
    except (RedisError, ValueError):  # a newer version may have written them otherwise
        admins = frozenset()
    return ClosedCompany(company, name_of(text) or company, "defect", admins or frozenset(admins_of(text)))


async def _chosen_admins(store: Store) -> frozenset[str]:
    """In Slack; the members of groups as they were read last."""
    chosen = (await Preferences(store).get()).values.get(PREFERENCE)
    read = await Groups(store).get()
    members = {group.id: frozenset(group.members) for group in read.groups} if read else {}
    appointments = Appointments(NAMED.validate_json(chosen) if chosen else {})
    return appointments.opened(members).admins
