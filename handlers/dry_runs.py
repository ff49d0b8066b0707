"""`--dry-run`: a form that was opened with it shows on submission what would be sent, whichever form it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.actions.facts import refusal_of
from bot.actions.rehearsing import DryRun, Rehearsals, Rehearsed
from bot.locale import Words
from bot.operations import outcomes
from bot.slack.drawing import Message, View
from bot.slack.errors import SlackError
from bot.slack.messages import dry_run
from bot.slack.messages.technical_request import TechnicalRequest
from bot.slack.modals import notice
from handlers.answers import Answer, Redraw
from handlers.carrying_out import notice_view
from handlers.objections import Objections
from handlers.payloads import Submission

Answers = Callable[[Submission], Awaitable[Answer]]


@dataclass(frozen=True)
class DryRuns:
    rehearsals: Rehearsals
    objections: Objections
    replace_view: Callable[[str, View], Awaitable[None]]

    def around(self, answer: Answers) -> Answers:
        """The same listener; where its act turns out to be a dry run, nothing has been accepted."""

        async def answered(submission: Submission) -> Answer:
            try:
                return await answer(submission)
            except DryRun as asked:
                words = self.objections.words_of(submission.person)
                return Answer(Redraw(notice.loading(words), then=partial(self._fill, asked, words)))

        return answered

    async def _fill(self, asked: DryRun, words: Words, view_id: str) -> None:
        message = shown(asked.document.id, await self.rehearsals(asked.operation, asked.document), words)
        try:
            await self.replace_view(view_id, notice_view(message, words))
        except SlackError:
            return  # closed meanwhile: nothing was done, so there is nothing to tell


def shown(name: str, rehearsed: Rehearsed, words: Words) -> Message:
    refused = rehearsed.outcome if isinstance(rehearsed.outcome, outcomes.Refused) else None
    requests = tuple(TechnicalRequest(name, each.method, each.path, each.body) for each in rehearsed.requests)
    is_done = isinstance(rehearsed.outcome, outcomes.Done)
    return dry_run.draw(dry_run.DryRunShown(requests, refusal_of(refused.error) if refused else None, is_done), words)
