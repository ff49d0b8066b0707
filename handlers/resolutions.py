"""A person says what they saw in Alegra, when Cobro could not find out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.actions.cards import Cards
from bot.actions.links import NothingSoCalled, Seen
from bot.actions.resolutions import LINKED, Resolutions, can_be_linked, can_be_sent_again
from bot.alegra.errors import AlegraError
from bot.billing.eligibility import Act, NotPermitted
from bot.billing.invoice import Invoice, Status
from bot.billing.linking import paired
from bot.locale import Words
from bot.operations.answers import LinkedElsewhere, Resolved
from bot.operations.operation import Operation
from bot.slack.drawing import Message, View
from bot.slack.errors import SlackError
from bot.slack.forms import FieldErrors
from bot.slack.messages import needs_person_card, private_notes, resolution_notes, unknown_card
from bot.slack.messages.needs_person_card import what_of, why_of
from bot.slack.messages.resolution_notes import ResolutionNote
from bot.slack.modals import link, link_ask, notice, resolve, send_again
from bot.slack.references import Reference
from bot.store.documents import Documents
from bot.store.records import Document
from handlers.alegra_notes import unanswered
from handlers.answers import Answer, Close, Mistakes, Modal, Note, Redraw
from handlers.carrying_out import notice_view
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission

PAYMENT = "payment"
Form = Callable[[Operation, Document, Reference, Words], Awaitable[View]]


@dataclass(frozen=True)
class ResolutionClicks:
    resolutions: Resolutions
    documents: Documents
    cards: Cards
    objections: Objections
    replace_view: Callable[[str, View], Awaitable[None]]

    def register(self, door: Door) -> None:
        door.action(needs_person_card.LOOK_AGAIN, self.look_again)
        door.action(unknown_card.LOOK_NOW, self.look_now)
        door.action(needs_person_card.RESOLVE, self.open)
        door.action(needs_person_card.LINK, self.open_link)
        door.action(needs_person_card.SEND_AGAIN, self.open_send_again)
        door.submission(resolve.CALLBACK, self.resolve)
        door.submission(link_ask.CALLBACK, self.seek)
        door.submission(link.CALLBACK, self.submit_link)
        door.submission(send_again.CALLBACK, self.send_again)

    async def look_again(self, click: Click) -> Answer:
        forbidden = await self.resolutions.forbidden(click.person.id)
        return await self._at_once(click, self.resolutions.look_again, forbidden)

    async def look_now(self, click: Click) -> Answer:
        operation = Reference.unpack(click.value).operation
        forbidden = await self.resolutions.may_not_look(operation, by=click.person.id)
        return await self._at_once(click, self.resolutions.retry, forbidden)

    async def open(self, click: Click) -> Answer:
        return await self._open(click, self._resolve_form, possible=lambda _: True)

    async def open_link(self, click: Click) -> Answer:
        return await self._open(click, self._link_form, possible=can_be_linked)

    async def open_send_again(self, click: Click) -> Answer:
        return await self._open(click, self._send_again_form, possible=can_be_sent_again)

    async def resolve(self, submission: Submission) -> Answer:
        words, reference = self._about(submission)
        read = resolve.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        act = self.resolutions.look_again if read.seen is resolve.Seen.HAPPENED else self.resolutions.did_not_happen
        by = submission.person.id
        return await self._submitted(submission, lambda: act(reference.operation, by=by, note=read.note))

    async def send_again(self, submission: Submission) -> Answer:
        words, reference = self._about(submission)
        read = send_again.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        by, act = submission.person.id, self.resolutions.send_again
        return await self._submitted(submission, lambda: act(reference.operation, by=by, reason=read.reason))

    async def seek(self, submission: Submission) -> Answer:
        """What is called so is read in Alegra, which may take longer than Slack waits."""
        words, reference = self._about(submission)
        if forbidden := await self.resolutions.forbidden(submission.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        read = link_ask.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        return Answer(
            Redraw(notice.loading(words), then=lambda view_id: self._fill(view_id, reference, read.number, words))
        )

    async def submit_link(self, submission: Submission) -> Answer:
        words, reference = self._about(submission)
        read = link.read(submission.view.values, words)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        act, by = self.resolutions.link, submission.person.id
        return await self._submitted(
            submission, lambda: act(reference.operation, by=by, key=reference.verb, reason=read.reason)
        )

    async def _at_once(
        self, click: Click, act: Callable[..., Awaitable[object]], forbidden: NotPermitted | None
    ) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        if forbidden:
            return Answer(Note(await self.objections.note(forbidden, words)))
        done = await act(reference.operation, by=click.person.id)
        return Answer() if isinstance(done, Resolved) else Answer(Note(await self.objections.note(done, words)))

    async def _open(self, click: Click, form: Form, *, possible: Callable[[Operation], bool]) -> Answer:
        words, reference = self.objections.words_of(click.person), Reference.unpack(click.value)
        if forbidden := await self.resolutions.forbidden(click.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        operation = await self.resolutions.journal.find(reference.operation)
        document = await self.documents.find(reference.document)
        if operation is None or document is None or not possible(operation):
            return Answer(Note(private_notes.stale(words)))
        return Answer(Modal(await form(operation, document, reference, words)))

    async def _submitted(self, submission: Submission, act: Callable[[], Awaitable[object]]) -> Answer:
        """Roles are those of this moment, not those of when the form was opened."""
        words, reference = self._about(submission)
        if forbidden := await self.resolutions.forbidden(submission.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        done = await act()
        if isinstance(done, Resolved):
            return Answer(Close(resolution_notes.draw(ResolutionNote(), words), reference.channel))
        if isinstance(done, LinkedElsewhere):
            return Answer(Note(resolution_notes.draw(ResolutionNote(done.operation.document), words)))
        return Answer(Note(await self.objections.note(done, words)))

    async def _resolve_form(self, operation: Operation, document: Document, reference: Reference, words: Words) -> View:
        what = what_of(operation.kind, words)
        return resolve.draw(resolve.ResolveForm(reference, self.cards.client_name(document), what), words)

    async def _link_form(self, operation: Operation, document: Document, reference: Reference, words: Words) -> View:
        form = link_ask.AskForm(reference, self.cards.client_name(document), is_payment=operation.kind == PAYMENT)
        return link_ask.draw(form, words)

    async def _send_again_form(
        self, operation: Operation, document: Document, reference: Reference, words: Words
    ) -> View:
        deciders = tuple(sorted((await self.resolutions.roles()).holders(Act.RESOLVE)))
        what = what_of(operation.kind, words)
        client = self.cards.client_name(document) or str(document.facts.get("name", ""))
        return send_again.draw(send_again.SendAgainForm(reference, operation.kind, client, what, deciders), words)

    async def _fill(self, view_id: str, reference: Reference, typed: str, words: Words) -> None:
        drawn = await self._found(reference, typed, words)
        try:
            await self.replace_view(view_id, notice_view(drawn, words) if isinstance(drawn, Message) else drawn)
        except SlackError:
            return  # closed meanwhile

    async def _found(self, reference: Reference, typed: str, words: Words) -> View | Message:
        operation = await self.resolutions.journal.find(reference.operation)
        document = await self.documents.find(reference.document)
        if operation is None or document is None or operation.kind not in LINKED:
            return private_notes.stale(words)
        form = link_ask.AskForm(
            reference, self.cards.client_name(document), is_payment=operation.kind == PAYMENT, typed=typed
        )
        try:
            seen = await self.resolutions.seek(operation, typed)
        except NothingSoCalled:
            problem = words.t("No hay una sola que se llame así en Alegra: revisa el número, o escribe su id.")
            return link_ask.draw(replace(form, problem=problem), words)
        except AlegraError as silent:
            return unanswered(silent, words)
        if seen.objection:
            return link_ask.draw(replace(form, problem=why_of({"situation": seen.objection}, words)), words)
        return link.draw(self._beside(operation, seen, reference), words)

    def _beside(self, operation: Operation, seen: Seen, reference: Reference) -> link.LinkForm:
        meant = self.resolutions.links[operation.kind].meant(operation)
        currency = self.cards.approval.directory.company.currency
        return link.LinkForm(
            replace(reference, verb=seen.key),
            seen.name,
            paired(meant, seen.traits),
            currency,
            is_issued=isinstance(seen.effect, Invoice) and seen.effect.status is not Status.DRAFT,
        )

    def _about(self, submission: Submission) -> tuple[Words, Reference]:
        words = self.objections.words_of(submission.person)
        return words, Reference.unpack(submission.view.private_metadata)
