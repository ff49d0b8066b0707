"""`cobro company remove`: nothing that is under way is forgotten by mistake."""

import argparse
import asyncio
import sys
from dataclasses import replace

from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.store.audit import audited_companies
from bot.store.hook_secrets import HookSecrets
from bot.store.keys import Keys
from bot.terminal.company_desk import CompanyDesk
from bot.terminal.company_troubles import Troubled
from handlers.switchboard import MAIN

UNFINISHED = (State.ACCEPTED, State.SENDING, State.UNKNOWN, State.NEEDS_PERSON)


async def remove(given: argparse.Namespace, desk: CompanyDesk) -> None:
    """Those who run it let go of it by themselves, draining; what it did is kept unless it is to be erased."""
    words, company = desk.words, given.id
    is_there = company in await desk.companies.texts()
    if not is_there and not (given.erase and await _left_its_audit(company, desk)):
        raise Troubled("absent", id=company)
    unfinished = await _unfinished(company, desk)
    if given.erase and unfinished and not given.force:
        raise Troubled("unfinished", *unfinished, id=company)
    question = words.t("¿Borrar {id} y todo lo que Cobro recuerda de ella?", id=company) if given.erase else ""
    question = question or words.t("¿Dejar de atender a {id}? Lo que Cobro recuerda de ella se conserva.", id=company)
    if not given.yes and not _agrees(f"{question} {words.t('[s/N]')} "):
        raise Troubled("kept")
    await desk.record("company_removed", company, erased=bool(given.erase))
    await desk.companies.remove(company)
    await HookSecrets(desk.store).forget(company)
    if given.erase:
        await _erase(given, desk)
    elif unfinished:
        desk.say(words.t("Queda sin terminar, y sigue si la sumas otra vez:"), *unfinished)
    desk.say(words.t("Listo: Cobro ya no atiende a {id}. En Alegra no cambió nada.", id=company))


async def _erase(given: argparse.Namespace, desk: CompanyDesk) -> None:
    waits = desk.words.t(
        "Espero {seconds} s a que todos los procesos la suelten…", seconds=f"{desk.patience_seconds:.0f}"
    )
    desk.say(waits)
    await asyncio.sleep(desk.patience_seconds)
    unfinished = await _unfinished(given.id, desk)
    if unfinished and not given.force:
        raise Troubled("unfinished", *unfinished, id=given.id)
    await desk.companies.erase(given.id)


async def _unfinished(company: str, desk: CompanyDesk) -> list[str]:
    """A line for each."""
    journal = Journal(replace(desk.store, keys=Keys(company)))
    return [f"  {operation.id}  {operation.state}" for operation in await journal.listed(*UNFINISHED)]


async def _left_its_audit(company: str, desk: CompanyDesk) -> bool:
    """Of a workspace that removed Cobro: the books stay until somebody erases them."""
    return company != MAIN and company in await audited_companies(desk.store.client)


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(question).strip().lower() in {"s", "si", "sí", "y", "yes"}
