"""The moves inside the form of an invoice: lines, several at once, what the last one had, more options."""

from dataclasses import dataclass

from bot.actions.drafting import Drafting
from bot.actions.pasting import lines_of, sentence_of
from bot.billing.composing import (
    Composition,
    add_lines,
    change_line,
    close_line,
    duplicate_line,
    remove_line,
    same_as,
)
from bot.billing.drafting import read_line
from bot.slack.modals import draft, draft_line, draft_more, draft_paste
from bot.slack.modals.draft_phrases import sentence
from handlers.answers import Answer, Mistakes, Modal
from handlers.door import Door
from handlers.form_errors import line_errors, more_errors
from handlers.objections import Objections
from handlers.payloads import Click, Submission, view_of
from handlers.redrawing import Redrawing


@dataclass(frozen=True)
class DraftMoves:
    drafting: Drafting
    redrawing: Redrawing
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(draft.ADD_LINE, self.add_line)
        door.action(draft.LINE, self.change_line)
        door.action(draft.SAME_AGAIN, self.same_again)
        door.action(draft.PASTE, self.open_paste)
        door.action(draft.MORE, self.open_more)
        door.submission(draft_line.SUBMIT, self.keep_line)
        door.submission(draft_paste.SUBMIT, self.paste)
        door.submission(draft_more.SUBMIT, self.keep_more)

    async def add_line(self, click: Click) -> Answer:
        """The open line closes when it can be read; else the form says what is wrong with it."""
        view, words = view_of(click), self.objections.words_of(click.person)

        def closed(form: Composition) -> Composition:
            position = len(form.lines) + 1
            read = read_line(form.open_line, position=position, known=self.drafting.known)
            if isinstance(read, tuple):
                return self.drafting.noticed(form, " ".join(sentence(mistake, words) for mistake in read[:1]))
            return close_line(form)

        form = await self.drafting.move(view.private_metadata, view.values, closed)
        return Answer(afterwards=self.redrawing.later(view.id, form.id, words))

    async def change_line(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)
        verb, _, key = click.value.partition(":")
        if verb == draft.EDIT:
            form = await self.drafting.find(view.private_metadata)
            line = next((line for line in form.lines if line.key == int(key)), None)
            item = self.drafting.directory.item(line.item_id) if line else None
            if line is None:
                return Answer(afterwards=self.redrawing.later(view.id, form.id, words))
            return Answer(Modal(draft_line.draw(draft_line.LineForm(form.id, line, item.name if item else "—"), words)))
        change = {draft.DUPLICATE: duplicate_line, draft.REMOVE: remove_line}[verb]
        form = await self.drafting.move(view.private_metadata, view.values, lambda form: change(form, int(key)))
        return Answer(afterwards=self.redrawing.later(view.id, form.id, words))

    async def keep_line(self, submission: Submission) -> Answer:
        view, words = submission.view, self.objections.words_of(submission.person)
        composition_id, key = draft_line.whose(view.private_metadata)
        form = await self.drafting.find(composition_id)
        position, line = next((n, line) for n, line in enumerate(form.lines, 1) if line.key == key)
        changed = draft_line.read(line, view.values)
        read = read_line(changed, position=position, known=self.drafting.known)
        if isinstance(read, tuple):
            return Answer(Mistakes(line_errors(read, words)))
        await self.drafting.move(composition_id, {}, lambda form: change_line(form, changed))
        return Answer(afterwards=self.redrawing.later(view.root_view_id, composition_id, words))

    async def same_again(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)

        def again(form: Composition) -> Composition:
            past = form.history.last if form.history else None
            return same_as(form, past) if past else form

        form = await self.drafting.move(view.private_metadata, view.values, again)
        return Answer(afterwards=self.redrawing.later(view.id, form.id, words))

    async def open_paste(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)
        await self.drafting.move(view.private_metadata, view.values, lambda form: form)
        return Answer(Modal(draft_paste.draw(view.private_metadata, words)))

    async def paste(self, submission: Submission) -> Answer:
        view, words = submission.view, self.objections.words_of(submission.person)
        form = await self.drafting.find(view.private_metadata)
        pasted = lines_of(draft_paste.read(view.values), self.drafting.directory, client_id=form.client_id)
        if pasted.problems:
            said = " ".join(sentence_of(problem, words) for problem in pasted.problems[:5])
            return Answer(Mistakes({draft_paste.TEXT: said}))
        await self.drafting.move(view.private_metadata, {}, lambda form: add_lines(form, pasted.lines))
        return Answer(afterwards=self.redrawing.later(view.root_view_id, form.id, words))

    async def open_more(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)
        form = await self.drafting.move(view.private_metadata, view.values, lambda form: form)
        return Answer(Modal(draft_more.draw(await self.drafting.more_options(form), words)))

    async def keep_more(self, submission: Submission) -> Answer:
        view, words = submission.view, self.objections.words_of(submission.person)
        before = await self.drafting.find(view.private_metadata)
        read = self.drafting.read(draft_more.read(before, view.values))
        if isinstance(read, tuple) and (errors := more_errors(read, words)):
            return Answer(Mistakes(errors))
        await self.drafting.move(view.private_metadata, {}, lambda form: draft_more.read(form, view.values))
        return Answer(afterwards=self.redrawing.later(view.root_view_id, before.id, words))
