"""The Slack workspaces that have installed Cobro, with their tokens sealed; the environment's own is not among them."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.store.scripts import Script, Store
from bot.store.secret_box import SecretBox

SWAP = Script("bot.store", "hash_swap")
HASH = "installations"
TOKEN = "bot_token"  # noqa: S105  the name of a field


@dataclass(frozen=True)
class Installation:
    team: str
    team_name: str
    bot_token: str = field(repr=False)
    bot_user: str
    scopes: tuple[str, ...]
    """What was granted, which may be less than the manifest asks."""
    installed_by: str
    at: int
    """Milliseconds since the epoch."""


class Installations:
    """`store` is the one of `keys.EVERYWHERE`. Reading and writing raise what `SecretBox` raises."""

    def __init__(self, store: Store, box: SecretBox) -> None:
        self._store, self._box = store, box

    async def put(self, installation: Installation) -> None:
        """Installing again replaces the token, as Slack does."""
        text = self._text(replace(installation, bot_token=self._sealed(installation.team, installation.bot_token)))
        await self._store.client.hset(self._store.keys(HASH), installation.team, text)

    async def find(self, team: str) -> Installation | None:
        text = await self._store.hash_field(HASH, field=team)
        return self._opened(team, text) if text else None

    async def teams(self) -> tuple[str, ...]:
        """Without opening anything."""
        return tuple(sorted(await self._store.hash(HASH)))

    async def texts(self) -> dict[str, str]:
        """By team, as they are kept, without opening anything: whoever compares two of them sees what has changed."""
        return await self._store.hash(HASH)

    async def all(self) -> tuple[Installation, ...]:
        """By team."""
        return tuple(self._opened(team, text) for team, text in sorted((await self._store.hash(HASH)).items()))

    async def delete(self, team: str) -> None:
        await self._store.client.hdel(self._store.keys(HASH), team)

    async def reseal(self, team: str) -> bool:
        """Seal the token with the newest key; whether it was another's. One that is being replaced is left alone."""
        text = await self._store.hash_field(HASH, field=team)
        if not text or self._box.is_newest(json.loads(text)[TOKEN]):
            return False
        opened = self._opened(team, text)
        after = self._text(replace(opened, bot_token=self._sealed(team, opened.bot_token)))
        swap = {"hash": HASH, "field": team, "before": text, "after": after}
        return bool(await self._store.run(SWAP, swap) == "swapped")

    async def key_ids(self) -> dict[str, str]:
        """Team -> the id of the key that its token is sealed with."""
        held = await self._store.hash(HASH)
        return {team: self._box.key_id_of(json.loads(text)[TOKEN]) for team, text in held.items()}

    def _sealed(self, team: str, token: str) -> str:
        return self._box.seal(token, owner=owner_of(team), field=TOKEN)

    @staticmethod
    def _text(installation: Installation) -> str:
        return json.dumps(asdict(installation), ensure_ascii=False)

    def _opened(self, team: str, text: str) -> Installation:
        """Whose it is says the place where it stands, not what stands there."""
        held: dict[str, Any] = json.loads(text)
        token = self._box.open(held[TOKEN], owner=owner_of(team), field=TOKEN)
        return Installation(**{**held, "team": team, TOKEN: token, "scopes": tuple(held["scopes"])})


def owner_of(team: str) -> str:
    """Whose secrets a workspace's are, as the box knows it."""
    return f"team:{team}"
