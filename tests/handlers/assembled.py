"""Everything of one company as the bot assembles it, with nobody in Slack and no Alegra."""

from itertools import count

from bot.alegra.api import Alegra
from bot.alegra.transport import Transport
from bot.assembly import Assembly, Ground
from bot.operations.timing import Timing
from bot.settings import Settings
from bot.store.directory import DirectoryStore
from bot.store.scripts import Store
from tests.handlers.tape import Tape
from tests.simulation.company import SETTINGS, TIMEZONE, a_directory

TEAM = "T0RIVERA01"
NOWHERE = "http://127.0.0.1:9/"
ANYBODY, BRUNO, CARLA, DIEGO = "U0ANYBODY1", "U0BRUNO002", "U0CARLA003", "U0DIEGO004"
ACCOUNTANT, OUTSIDE_ACCOUNTANT = "U0ACCOUNT5", "U0GABRIEL6"
SETTINGS_OF_ALL = {
    **{str(field.alias): getattr(SETTINGS, name) for name, field in Settings.model_fields.items()},
    "COBRO_APPROVERS": BRUNO,
    "COBRO_COLLECTORS": CARLA,
    "COBRO_ADMINS": DIEGO,
    "COBRO_ACCOUNTANTS": f"{ACCOUNTANT},{OUTSIDE_ACCOUNTANT}",
}


def assembled(store: Store) -> Assembly:
    alegra, bits = Alegra(Transport(base_url=NOWHERE, email="a@b.example", token="canary")), count(1)
    ground = Ground(
        settings=Settings.model_validate(SETTINGS_OF_ALL),
        store=store,
        alegra=alegra,
        wire=Tape(),
        directory=a_directory(DirectoryStore(store), alegra),
        timezone=TIMEZONE,
        team=TEAM,
        random_bits=lambda: next(bits),
        timing=Timing(),
    )
    return Assembly(ground)
