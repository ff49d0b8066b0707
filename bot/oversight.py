"""What `/cobro status`, `/cobro audit` and `/cobro operations` are given. Nothing is started in here."""

from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import NamedTuple

from bot.actions.audit_trail import AuditTrail
from bot.actions.links import links_by_kind
from bot.actions.operations_list import OperationsList
from bot.actions.payment_finding import PaymentFinding
from bot.actions.resolutions import Resolutions
from bot.actions.status import StatusReading
from bot.alegra.pacing import ALL
from bot.assembly import Assembly
from bot.store.audit import Audit
from bot.store.keys import EVERYWHERE, Keys
from bot.store.outages import Outages
from bot.store.replicas import Replicas
from bot.store.request_budgets import RequestBudgets
from bot.store.slots import Slots
from handlers.auditing import AuditTalk
from handlers.looking import Looking
from handlers.objections import Objections
from handlers.operations import OperationsTalk
from handlers.resolutions import ResolutionClicks
from handlers.status import StatusTalk


def status_talk(parts: Assembly, objections: Objections) -> StatusTalk:
    ground, store = parts.ground, parts.ground.store
    user = f"{ground.settings.alegra_api_url} {ground.settings.alegra_email}"
    budgets = RequestBudgets(replace(store, keys=Keys(EVERYWHERE)), user=user)
    reading = StatusReading(
        outages=Outages(parts.ground.store),
        store=store,
        journal=parts.journal,
        documents=parts.documents,
        slots=Slots(store),
        audit=Audit(store),
        replicas=Replicas(store),
        directory=ground.directory,
        roles=parts.roles,
        requests_left=partial(budgets.left, ALL),
        version=version("cobro"),
    )
    return StatusTalk(reading, objections)


def audit_talk(parts: Assembly, looking: Looking, objections: Objections) -> AuditTalk:
    ground = parts.ground
    return AuditTalk(
        trail=AuditTrail(Audit(ground.store), ground.store.clock),
        finding=parts.finding,
        payments=PaymentFinding(ground.alegra, parts.finding, ground.directory),
        looking=looking,
        wire=ground.wire,
        roles=parts.roles,
        find_person=parts.people.get,
        objections=objections,
        documents=parts.documents,
        voice=parts.governance.voice,
    )


class ResolutionTalks(NamedTuple):
    clicks: ResolutionClicks
    operations: OperationsTalk


def resolution_talks(parts: Assembly, objections: Objections) -> ResolutionTalks:
    ground = parts.ground
    links = links_by_kind(ground.alegra, parts.documents, ground.directory, parts.announcements)
    resolutions = Resolutions(parts.journal, parts.documents, parts.roles, ground.store.clock, links)
    listing = OperationsList(parts.journal, parts.documents)
    return ResolutionTalks(
        ResolutionClicks(resolutions, parts.documents, parts.cards, objections, ground.wire.update_view),
        OperationsTalk(listing, resolutions, parts.documents, parts.roles, ground.store.clock, objections),
    )
