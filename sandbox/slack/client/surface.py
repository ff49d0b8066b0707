"""What can be clicked and filled, alike in messages, modals and the Home tab."""

from typing import Any, Self

from starlette.applications import Starlette

from sandbox.slack.client.reading import text_in
from sandbox.slack.client.team import team_of
from sandbox.slack.client.waiting import until
from sandbox.slack.echo import unescaped
from sandbox.slack.elements import FIELD, SEVERAL, Values, elements_of
from sandbox.slack.people.cast import People
from sandbox.slack.workspace.state import Workspace

Json = dict[str, Any]


class Surface:
    def __init__(self, app: Starlette, person: str) -> None:
        self.person = person
        team = team_of(app, person)
        self._workspace: Workspace = team.workspace
        self._people: People = team.people
        self._app = app
        self._touched: Values = {}

    @property
    def blocks(self) -> list[Json]:
        """As shown now."""
        raise NotImplementedError

    @property
    def _where(self) -> Json:
        raise NotImplementedError

    @property
    def text(self) -> str:
        return text_in(self.blocks)

    @property
    def buttons(self) -> list[str]:
        return [unescaped(element["text"]["text"]) for _, element in self._elements() if element["type"] == "button"]

    async def shows(self, text: str) -> Self:
        await until(lambda: text in self.text, lambda: f"{text!r} in:\n{self.text}")
        return self

    async def no_longer_shows(self, text: str) -> Self:
        await until(lambda: text not in self.text, lambda: f"{text!r} to go away from:\n{self.text}")
        return self

    async def press(
        self, button: str, *, beside: str = "", confirm: bool | None = None, may_fail: bool = False
    ) -> str | None:
        """Press a button by its text or action_id; `confirm` answers the dialog that Slack shows first.

        `beside`: only in a block that shows this text or has this block_id.

        Returns what the client says when the app did not answer, which raises AssertionError unless it `may_fail`.
        """
        block, element = await self._waited(button, ("button",), beside=beside)
        return await self._clicked(block, element, None, confirm=confirm, may_fail=may_fail)

    async def choose(
        self, name: str, option: str | list[str], *, beside: str = "", confirm: bool | None = None
    ) -> None:
        """Choose in an overflow menu, select, radio buttons or checkboxes, by the text or value of the option."""
        block, element = await self._waited(name, tuple(FIELD), beside=beside)
        value = await self._chosen(block, element, option)
        if element["type"] == "overflow":
            await self._clicked(block, element, value, confirm=confirm)
            return
        await self._put(block, element, value, confirm=confirm)

    async def fill(self, name: str, value: Any, *, enter: bool = False, confirm: bool | None = None) -> Self:
        """Type into a field or choose in it; `enter` presses the key, which tells the app where the block asks for it."""
        block, element = await self._waited(name, tuple(FIELD))
        if FIELD[element["type"]].startswith("selected_option"):
            await self.choose(name, value, confirm=confirm)
            return self
        if FIELD[element["type"]] == "value":
            value = str(value)
        await self._put(block, element, value, enter=enter, confirm=confirm)
        return self

    async def clear(self, name: str) -> Self:
        block, element = await self._waited(name, tuple(FIELD))
        await self._put(block, element, [] if FIELD[element["type"]] in SEVERAL else None)
        return self

    async def options(self, name: str, query: str = "") -> list[str]:
        """The texts offered by a select, after typing `query` into it."""
        block, element = await self._waited(name, tuple(FIELD))
        return [unescaped(option["text"]["text"]) for option in await self._offered(block, element, query)]

    def menu(self, name: str) -> list[str]:
        """The texts in an overflow menu, without opening it; empty when there is none of that name."""
        found = self._find(name, ("overflow",))
        return [unescaped(option["text"]["text"]) for option in found[1]["options"]] if found else []

    def confirmation(self, name: str) -> str:
        """The text of the dialog that Slack would show before this click; empty when there is none."""
        found = self._find(name, (*FIELD, "button"))
        return text_in(found[1].get("confirm", {})) if found else ""

    def value(self, name: str) -> Any:
        """What a field holds now."""
        found = self._find(name, tuple(FIELD))
        if found is None:
            raise AssertionError(f"no field {name!r} in:\n{self.text}")
        block, element = found
        return self._state().get(block["block_id"], {}).get(element["action_id"], {}).get(FIELD[element["type"]])

    def _state(self) -> Values:
        raise NotImplementedError

    def _elements(self) -> list[tuple[Json, Json]]:
        return [(block, element) for block in self.blocks for element in elements_of(block)]

    def _find(self, name: str, types: tuple[str, ...], *, beside: str = "") -> tuple[Json, Json] | None:
        for block, element in self._elements():
            if element["type"] in types and name in _names(block, element) and _stands(block, beside):
                return block, element
        return None

    async def _waited(self, name: str, types: tuple[str, ...], *, beside: str = "") -> tuple[Json, Json]:
        return await until(
            lambda: self._find(name, types, beside=beside),
            lambda: f"{name!r} {beside and f'beside {beside!r}'}, not among {self._names()} in:\n{self.text}",
        )

    def _names(self) -> list[str]:
        return [_names(block, element)[0] for block, element in self._elements() if "action_id" in element]

    async def _put(
        self, block: Json, element: Json, value: Any, *, enter: bool = False, confirm: bool | None = None
    ) -> None:
        held = {"type": element["type"], FIELD[element["type"]]: value}
        self._touched.setdefault(block["block_id"], {})[element["action_id"]] = held
        if _tells(block, element, enter=enter):
            await self._clicked(block, element, value, confirm=confirm)

    async def _clicked(
        self, block: Json, element: Json, value: Any, *, confirm: bool | None = None, may_fail: bool = False
    ) -> str | None:
        asks = "confirm" in element
        if confirm is not None and not asks:
            raise AssertionError(f"nothing asks for confirmation at {_names(block, element)[0]!r}")
        if asks and confirm is None:
            raise AssertionError(
                f"Slack asks first: {text_in(element['confirm'])!r}; answer with confirm=True or False"
            )
        if asks and not confirm:
            return None
        trouble = await self._people.clicks.act(
            self.person,
            where=self._where,
            block_id=block["block_id"],
            action_id=element["action_id"],
            value=value,
            state=self._touched,
        )
        if trouble and not may_fail:
            raise AssertionError(trouble)
        return trouble

    async def _offered(self, block: Json, element: Json, query: str) -> list[Json]:
        if "external" in element["type"]:
            found = await self._people.choices.options(
                self.person,
                where=self._where,
                block_id=block["block_id"],
                action_id=element["action_id"],
                query=query,
                state=self._touched,
            )
            return [{key: part for key, part in option.items() if key != "group"} for option in found]
        grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
        return [
            option
            for option in [*(element.get("options") or []), *grouped]
            if query.lower() in option["text"]["text"].lower()
        ]

    async def _chosen(self, block: Json, element: Json, wanted: str | list[str]) -> Any:
        if isinstance(wanted, list):
            return [await self._one(block, element, each) for each in wanted]
        chosen = await self._one(block, element, wanted)
        return [chosen] if FIELD[element["type"]] in SEVERAL else chosen

    async def _one(self, block: Json, element: Json, wanted: str) -> Json:
        offered = await self._offered(block, element, wanted if "external" in element["type"] else "")
        for matches in (_is_called, _begins_with, _contains):
            for option in offered:
                if matches(option, wanted):
                    return option
        texts = [option["text"]["text"] for option in offered]
        raise AssertionError(f"{wanted!r} is not offered at {_names(block, element)[0]!r}; there are {texts}")


def _is_called(option: Json, wanted: str) -> bool:
    return wanted in (unescaped(option["text"]["text"]), option.get("value"))


def _begins_with(option: Json, wanted: str) -> bool:
    return unescaped(option["text"]["text"]).lower().startswith(wanted.lower())


def _contains(option: Json, wanted: str) -> bool:
    return wanted.lower() in unescaped(option["text"]["text"]).lower()


def _stands(block: Json, beside: str) -> bool:
    return not beside or beside == block["block_id"] or beside in text_in(block)


def _names(block: Json, element: Json) -> list[str]:
    """What a person, or a test, may call it; the most readable first."""
    label = (block.get("label") or {}).get("text") or (
        element["text"]["text"] if isinstance(element.get("text"), dict) else ""
    )
    placeholder = (element.get("placeholder") or {}).get("text", "")
    names = [unescaped(label), element.get("action_id", ""), unescaped(placeholder)]
    if block["type"] in ("input", "section"):
        names.append(block["block_id"])
    return [name for name in names if name] or [element["type"]]


def _tells(block: Json, element: Json, *, enter: bool) -> bool:
    """Whether the app hears of a change at once (Slack fact sheet 7.12)."""
    if block["type"] != "input":
        return True
    if not block["dispatch_action"]:
        return False
    if FIELD[element["type"]] != "value":
        return True
    wanted = (element.get("dispatch_action_config") or {}).get("trigger_actions_on", ["on_enter_pressed"])
    return "on_character_entered" in wanted or (enter and "on_enter_pressed" in wanted)
