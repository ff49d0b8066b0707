"""An open modal, or the Home tab, as one person sees it."""

from typing import Any

from starlette.applications import Starlette

from sandbox.slack.client.surface import Surface
from sandbox.slack.client.waiting import until
from sandbox.slack.echo import unescaped
from sandbox.slack.elements import Values
from sandbox.slack.workspace.views import View

Json = dict[str, Any]


class Modal(Surface):
    def __init__(self, app: Starlette, person: str, view: View) -> None:
        super().__init__(app, person)
        self._view = view

    @property
    def id(self) -> str:
        return self._view.id

    @property
    def title(self) -> str:
        title = self._view.content["title"]
        return unescaped(title["text"]) if title else ""

    @property
    def submit_label(self) -> str:
        return unescaped(str((self._view.content["submit"] or {}).get("text", "")))

    @property
    def private_metadata(self) -> str:
        return str(self._view.content["private_metadata"])

    @property
    def blocks(self) -> list[Json]:
        return self._view.blocks

    @property
    def is_open(self) -> bool:
        return self._view in self._workspace.views.stack(self.person)

    @property
    def errors(self) -> dict[str, str]:
        """The sentence under each field, by its label; Slack's own checks and the app's look alike."""
        labels = {block["block_id"]: block["label"]["text"] for block in self.blocks if block["type"] == "input"}
        return {unescaped(labels.get(block, block)): sentence for block, sentence in self._view.errors.items()}

    @property
    def errors_by_block(self) -> dict[str, str]:
        return dict(self._view.errors)

    @property
    def trouble(self) -> str:
        """The banner over the whole modal."""
        return self._view.trouble

    @property
    def fields(self) -> list[str]:
        """The labels of the input blocks, from the top."""
        return [unescaped(block["label"]["text"]) for block in self.blocks if block["type"] == "input"]

    async def submit(self) -> dict[str, str]:
        """Press the submit button. The errors by label; empty when the form was taken, and then it may have gone."""
        await self._people.modals.submit(self.person, view_id=self.id, state=self._touched)
        return self.errors

    async def close(self, *, whole_stack: bool = False) -> None:
        """Press Cancel, or the ✕."""
        await self._people.modals.close(self.person, view_id=self.id, whole_stack=whole_stack)

    async def goes_away(self) -> None:
        await until(lambda: not self.is_open, lambda: f"{self.title!r} to close; it says {self.errors} {self.trouble}")

    @property
    def _where(self) -> Json:
        return {"view_id": self.id}

    def _state(self) -> Values:
        return self._view.kept(self._touched)
