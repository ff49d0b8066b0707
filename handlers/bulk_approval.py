"""`/invoice approve`: the list of what waits for a person, its pages, and what they ticked."""

from dataclasses import dataclass

from bot.actions.bulk_approval import BulkApprovals, ListGone
from bot.billing.eligibility import NobodyApproves, NotApprover
from bot.operations.answers import Accepted, OtherContents, Same
from bot.slack import home
from bot.slack.drawing import Message
from bot.slack.messages import private_notes
from bot.slack.modals import bulk_approval
from handlers.answers import Answer, Close, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.looking import Looking
from handlers.objections import Objections
from handlers.payloads import Asking, Click, Submission, Typed, view_of


@dataclass(frozen=True)
class BulkTalk:
    bulk: BulkApprovals
    looking: Looking
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(bulk_approval.NEXT, self.forward)
        door.action(bulk_approval.PREVIOUS, self.back)
        door.action(home.APPROVE_MANY, self.open)
        door.submission(bulk_approval.CALLBACK, self.submit)

    async def typed(self, typed: Typed, rest: str) -> Answer:
        """With an invoice: its card, which is where one is approved."""
        return await self.looking.show(typed, rest) if rest else await self.open(typed)

    async def open(self, asking: Asking) -> Answer:
        words = self.objections.words_of(asking.person)
        form = await self.bulk.begin(by=asking.person.id)
        if form is None:
            return Answer(Note(Message(words.t("✅ Nada espera tu aprobación."))))
        if isinstance(form, NobodyApproves | NotApprover):
            return Answer(Note(await self.objections.note(form, words)))
        return Answer(Modal(bulk_approval.draw(form, words)))

    async def forward(self, click: Click) -> Answer:
        return await self._turn(click, forward=True)

    async def back(self, click: Click) -> Answer:
        return await self._turn(click, forward=False)

    async def _turn(self, click: Click, *, forward: bool) -> Answer:
        words, view = self.objections.words_of(click.person), view_of(click)
        try:
            form = await self.bulk.turn(
                view.private_metadata,
                by=click.person.id,
                ticked=bulk_approval.ticked_in(view.values),
                forward=forward,
            )
        except ListGone:
            return Answer(Note(private_notes.form_gone(words)))
        return Answer(Redraw(bulk_approval.draw(form, words)))

    async def submit(self, submission: Submission) -> Answer:
        words, view = self.objections.words_of(submission.person), submission.view
        try:
            accepted = await self.bulk.submit(
                view.private_metadata, by=submission.person.id, ticked=bulk_approval.ticked_in(view.values)
            )
        except ListGone:
            return Answer(Note(private_notes.form_gone(words)))
        if accepted is None:
            nothing = words.t("Marca al menos una, o ciérralo si no quieres aprobar nada")
            return Answer(Mistakes({bulk_approval.first_block(view.values): nothing}))
        if isinstance(accepted, Accepted | Same | OtherContents):
            return Answer(Close())
        return Answer(Note(await self.objections.note(accepted, words)))
