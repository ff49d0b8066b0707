"""What a person's Home tab tells of one company: from what is remembered, without asking Alegra anything."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.actions.announcements import PAYMENTS
from bot.actions.asking_again import has_expired
from bot.actions.drafting import Drafting
from bot.actions.facts import client_meant, client_of, refusal_of
from bot.actions.overdue import AGEINGS, DIGESTS, digest_name
from bot.actions.permalinks import Permalinks
from bot.actions.polling import Polling
from bot.actions.role_book import RolesNow
from bot.actions.rounds import rounds_for
from bot.billing.dates import local_date
from bot.billing.eligibility import Act, Allowed, Roles, may_begin
from bot.locale import Words
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.slack.home import MOST_ROWS
from bot.slack.home_contents import CompanyHome, HomeRow, OverdueSummary, Stuck, UnsentForm
from bot.slack.references import Reference
from bot.slack.refusals import sentence
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document, Petition, Phase

ACTS = (Act.SEE, Act.DRAFT, Act.COLLECT, Act.ADMINISTER)
MOST_READ = 50
"""Of each kind, the newest: what is older is found with the lists."""
DIGEST_DAYS = 8
"""A digest is scanned on working days at least once a week."""
STUCK = {State.NEEDS_PERSON: Stuck.NEEDS_PERSON, State.UNKNOWN: Stuck.UNKNOWN}


@dataclass(frozen=True)
class HomeReading:
    documents: Documents
    journal: Journal
    drafting: Drafting
    roles: RolesNow
    """For drawings: it may wait."""
    polling: Polling
    permalink: Permalinks
    company: str
    """Empty for the company of the environment."""
    name: Callable[[], str]
    """Said only where the workspace has several."""

    async def __call__(self, person: Person, words: Words) -> CompanyHome | None:
        """None: a guest whom this company has not named, though another of the workspace may have."""
        roles, now = await self.roles(), await self.drafting.clock()
        if person.is_guest and person.id not in roles.guests:
            return None
        may = frozenset(act for act in ACTS if _may(act, person, roles))
        pending = await self._listed(Phase.PENDING)
        mine = [document for document in pending if document.requester == person.id]
        mine += await self._own(person.id, Phase.CREATING)
        returned = await self._own(person.id, Phase.RETURNED) + await self._own(person.id, Phase.FAILED)
        lane = await self.journal.lane()
        asking = rounds_for(person.id, reversed(pending), self.polling, roles=roles, now=now)
        return CompanyHome(
            now,
            company=self.company,
            name=self.name(),
            may=may,
            to_approve=await self._rows([waits.document for waits in asking], words),
            petitions=await self._petitions(person.id, roles, now),
            returned=await self._rows(returned, words),
            stuck=await self._stuck(person.id, words, sees_all=Act.ADMINISTER in may),
            under_way=await self._rows(mine, words),
            unsent=await self._unsent(person.id),
            overdue=await self._overdue(now) if Act.COLLECT in may or person.id in roles.accountants else None,
            paused_since=lane.since if lane else 0,
            is_new=not (mine or returned or roles.holders(Act.COLLECT) & {person.id})
            and not await self._own(person.id, Phase.ISSUED),
        )

    async def concerned(self, document_id: str) -> frozenset[str]:
        """Whose tab may tell something of it."""
        document, roles = await self.documents.find(document_id), await self.roles()
        if document_id.startswith(DIGESTS):
            return roles.holders(Act.COLLECT) | roles.accountants
        own = {document.requester, *document.editors} if document else set()
        return roles.approvers | roles.admins | own - {""}

    async def _listed(self, phase: Phase) -> list[Document]:
        return list(await self.documents.listed(phases=[phase], limit=MOST_READ))

    async def _petitions(self, person: str, roles: Roles, now: int) -> tuple[HomeRow, ...]:
        petitioned = await self.documents.petitioned(limit=MOST_READ)
        asking = rounds_for(person, petitioned, self.polling, roles=roles, now=now)
        return tuple(
            [
                await self._petition_row(waits.document, waits.petition, is_shown=n < MOST_ROWS)
                for n, waits in enumerate(asking)
                if waits.petition
            ]
        )

    async def _petition_row(self, document: Document, petition: Petition, *, is_shown: bool) -> HomeRow:
        """A payment has no invoice: it says itself whose it is and how much."""
        invoice, told = document.content, document.facts.get("payment")
        payment = PAYMENTS.validate_python(told) if told else None
        about = payment or invoice
        return HomeRow(
            document.id,
            client_of(document),
            payment.amount if payment else invoice.total if invoice else None,
            about.currency if about else "",
            person=petition.by,
            at=petition.at,
            reason=str(petition.said.get("reason", "")),
            asked=petition.kind,
            permalink=await self.permalink(document) if is_shown else "",
        )

    async def _own(self, person: str, phase: Phase) -> list[Document]:
        return [document for document in await self._listed(phase) if document.requester == person]

    async def _rows(self, documents: Iterable[Document], words: Words) -> tuple[HomeRow, ...]:
        return tuple([await self._row(document, words, is_shown=n < MOST_ROWS) for n, document in enumerate(documents)])

    async def _row(self, document: Document, words: Words, *, is_shown: bool = True) -> HomeRow:
        invoice, decision = document.content, document.decision
        is_returned, is_failed = document.phase is Phase.RETURNED, document.phase is Phase.FAILED
        refusal = refusal_of(document.facts.get("refusal")) if is_failed else None
        kind = "create" if is_failed else "edit"
        reference = Reference(document.id, document.revision, document.next_operation(kind))
        return HomeRow(
            document.id,
            client_meant(document, self.drafting.directory),
            invoice.total if invoice else None,
            invoice.currency if invoice else "",
            has_expired=has_expired(document),
            person=decision.by if is_returned and decision else "" if is_failed else document.requester,
            is_own=is_returned and decision is not None and decision.by == document.requester,
            at=decision.at if is_returned and decision else document.asked_at,
            reason=sentence(refusal, words) if refusal else decision.reason if is_returned and decision else "",
            permalink=await self.permalink(document) if is_shown else "",
            reference=reference if is_returned or is_failed else None,
        )

    async def _stuck(self, person: str, words: Words, *, sees_all: bool) -> tuple[HomeRow, ...]:
        operations = await self.journal.listed(*STUCK, limit=MOST_READ)
        rows = [await self._stuck_row(operation, words) for operation in operations]
        return tuple(row for row in rows if row and (sees_all or row.person == person))

    async def _stuck_row(self, operation: Operation, words: Words) -> HomeRow | None:
        document = await self.documents.find(operation.document)
        if document is None or document.phase is Phase.NOTICE:
            return None
        row = await self._row(document, words)
        return HomeRow(
            row.document, row.client, row.amount, row.currency, row.person or document.requester,
            at=operation.sent_at or operation.accepted_at, stuck=STUCK[operation.state], permalink=row.permalink,
        )  # fmt: skip

    async def _unsent(self, person: str) -> UnsentForm | None:
        form = await self.drafting.unsent(person)
        if form is None or not form.is_begun:
            return None
        client = self.drafting.directory.client_name(form.client_id)
        return UnsentForm(client, sum(line.is_begun for line in form.all_lines))

    async def _overdue(self, now: int) -> OverdueSummary | None:
        today = local_date(now, self.drafting.timezone)
        for back in range(DIGEST_DAYS):
            digest = await self.documents.find(digest_name(today - dt.timedelta(days=back)))
            if digest and "ageing" in digest.facts:
                found = AGEINGS.validate_python(digest.facts["ageing"])
                currency = self.drafting.directory.company.currency
                return OverdueSummary(found.buckets, len(found.clients), currency, digest.facts["scanned_at"])
        return None


def _may(act: Act, person: Person, roles: Roles) -> bool:
    return isinstance(may_begin(act, person.id, roles=roles, is_guest=person.is_guest), Allowed)
