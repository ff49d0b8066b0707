"""The probes of a company that runs: those that are not proven by the very click that asks for them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.alegra.api import Alegra
from bot.billing.eligibility import Roles
from bot.doctor.examination import Probe
from bot.doctor.machine_reading import read_machine
from bot.doctor.probes import AlegraProbe, MachineProbe, QueueProbe, RolesProbe, SlackProbe, StoreProbe
from bot.locale import Words
from bot.slack.inspection import Inspection
from bot.slack.wire import Wire
from bot.store.scripts import Store

SECONDS = 25.0


@dataclass(frozen=True)
class CompanyProbes:
    company: str
    channel: str
    public_url: str
    timezone: str
    language: str
    email_on_stamp: Callable[[], Awaitable[str]]
    folder: Path
    needs_folder: bool
    environment: Callable[[], Mapping[str, str]]
    wire: Wire
    alegra: Alegra
    store: Store
    roles: Callable[[], Awaitable[Roles]]

    async def __call__(self, words: Words) -> tuple[Probe, ...]:
        slack = SlackProbe(Inspection.by(self.wire), self.channel, "", words)
        alegra = AlegraProbe(
            self.alegra, self.timezone, self.language, await self.email_on_stamp(), words, self.public_url
        )
        read = partial(read_machine, self.environment(), folder=self.folder, needs_folder=self.needs_folder)
        return (
            Probe("Slack", "slack.token", slack.look, seconds=SECONDS),
            Probe("Alegra", "alegra.account", alegra.look, seconds=SECONDS),
            Probe(words.t("el almacén"), "store.reached", StoreProbe(self.store.client, words).look, seconds=SECONDS),
            Probe(
                words.t("la cola"), "queue.waiting", QueueProbe(self.store, self.company, words).look, seconds=SECONDS
            ),
            Probe(
                words.t("los papeles"),
                "roles.people",
                RolesProbe(self.roles, self.wire.people, words).look,
                seconds=SECONDS,
            ),
            Probe(words.t("esta máquina"), "machine.folder", MachineProbe(read, words).look, seconds=SECONDS),
        )
