"""The probes of an examination, all at once, each within its time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.doctor.findings import Finding, error, in_order
from bot.locale import Words

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Probe:
    name: str
    """What is looked at, as people read it: Slack, Alegra, …"""
    check: str
    """The one that is reported when the probe itself does not come to an end."""
    look: Callable[[], Awaitable[tuple[Finding, ...]]]
    company: str = ""
    """Empty for the company of the environment, and for what all have in common."""
    seconds: float = 20.0


async def examine(
    probes: Sequence[Probe], words: Words, *, done: Callable[[Probe], None] = lambda _probe: None
) -> tuple[Finding, ...]:
    """Everything that was found, in the order of the checks; `done` is told of each probe as it ends."""

    async def carry_out(probe: Probe) -> tuple[Finding, ...]:
        found = await _within_its_time(probe, words)
        done(probe)
        return tuple(replace(finding, company=probe.company) for finding in found)

    return in_order(finding for found in await asyncio.gather(*map(carry_out, probes)) for finding in found)


async def _within_its_time(probe: Probe, words: Words) -> tuple[Finding, ...]:
    try:
        async with asyncio.timeout(probe.seconds):
            return await probe.look()
    except TimeoutError:
        said = words.t("{name} no respondió en {seconds} s.", name=probe.name, seconds=round(probe.seconds))
        return (error(probe.check, said, words.t("Repite en un rato; si sigue igual, mira la red de esta máquina.")),)
    except Exception as failure:
        log.exception("probe_failed", kind=probe.check)
        said = words.t("El examen de {name} falló ({why}).", name=probe.name, why=type(failure).__name__)
        return (error(probe.check, said, words.t("Es un defecto de Cobro: repórtalo con el registro.")),)
