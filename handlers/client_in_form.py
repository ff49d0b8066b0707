"""A client who is added in the middle of writing their invoice: chosen in the form as soon as Alegra has them."""

import asyncio
from dataclasses import dataclass

from bot.actions.drafting import Drafting, FormGone
from bot.billing.composing import Composition, choose_client
from bot.locale import Words
from bot.operations.journal import Journal
from bot.operations.operation import AT_REST, Operation, State
from bot.slack.refusals import refusal_sentence
from handlers.redrawing import Redrawing

LOOK_SECONDS = 0.3
MOST_LOOKS = 400
"""Two minutes: then the direct message tells alone."""


@dataclass(frozen=True)
class ClientInForm:
    drafting: Drafting
    redrawing: Redrawing
    journal: Journal

    async def __call__(self, *, operation: str, form: str, view_id: str, name: str, words: Words) -> None:
        """Afterwards: only ever redraws the form from what is stored."""
        try:
            await self._notice(form, words.t("⏳ Creando a {name} en Alegra: la elijo aquí en cuanto esté.", name=name))
            await self.redrawing.redraw(view_id, form, words)
            ended = await self._ended(operation)
            if ended:
                await self._take_over(form, ended, words)
                await self.redrawing.redraw(view_id, form, words)
        except FormGone:
            return

    async def _ended(self, operation_id: str) -> Operation | None:
        for _ in range(MOST_LOOKS):
            operation = await self.journal.find(operation_id)
            if operation and operation.state in AT_REST:
                return operation
            await asyncio.sleep(LOOK_SECONDS)
        return None

    async def _take_over(self, form_id: str, ended: Operation, words: Words) -> None:
        client = self.drafting.directory.client(str(ended.result.get("id", "")))
        if ended.state is State.DONE and client:
            await self.drafting.move(form_id, {}, lambda form: self._chosen(form, client.id))
        else:
            await self._notice(form_id, refusal_sentence(ended.error, words))

    def _chosen(self, form: Composition, client_id: str) -> Composition:
        chosen = choose_client(form, self.drafting.directory.client(client_id))
        return self.drafting.noticed(chosen, "")

    async def _notice(self, form_id: str, notice: str) -> None:
        await self.drafting.move(form_id, {}, lambda form: self.drafting.noticed(form, notice))
