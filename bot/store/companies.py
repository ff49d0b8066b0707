"""The companies beside that of the environment, with Alegra's token sealed (design 7)."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatchcase

from bot.store.keys import Keys
from bot.store.scripts import Script, Store
from bot.store.secret_box import SecretBox

SWAP = Script("bot.store", "hash_swap")
HASH = "companies"
TOKEN = "alegra_token"  # noqa: S105  the name of a field
ID = re.compile(r"[a-z0-9-]{1,20}")
ERASED_AT_ONCE = 500


@dataclass(frozen=True)
class KeptCompany:
    id: str
    """Never `main`, which is the environment's."""
    team: str
    """The Slack workspace it is in."""
    name: str
    """On its badge; empty: as Alegra has it."""
    settings: Mapping[str, str]
    """By the names that the environment has for them (docs/configuration.md), without any secret."""
    alegra_token: str = field(repr=False)


class Companies:
    """`store` is the one of `keys.EVERYWHERE`. Reading and writing a token raise what `SecretBox` raises."""

    def __init__(self, store: Store, box: SecretBox) -> None:
        self._store, self._box = store, box

    async def put(self, company: KeptCompany) -> None:
        """A company that is there is replaced."""
        sealed = self._sealed(company)
        await self._store.client.hset(self._store.keys(HASH), company.id, _text(sealed))

    async def find(self, company_id: str) -> KeptCompany | None:
        text = await self._store.hash_field(HASH, field=company_id)
        return self.opened(company_id, text) if text else None

    async def texts(self) -> dict[str, str]:
        """By id, as they are kept, without opening anything: whoever compares two of them sees what has changed."""
        return await self._store.hash(HASH)

    async def of_team(self, team: str) -> tuple[str, ...]:
        """The ids of a workspace's companies, without opening anything."""
        held = await self.texts()
        return tuple(sorted(company for company, text in held.items() if team_of(text) == team))

    async def remove(self, company_id: str) -> bool:
        """Whether it was there. What it did stays in the store until `erase`."""
        return bool(await self._store.client.hdel(self._store.keys(HASH), company_id))

    async def erase(self, company_id: str, *, keeping: Collection[str] = ()) -> None:
        """Everything that is remembered of it, once it runs nowhere any more, but for these patterns of keys."""
        found, prefix = [], Keys(company_id).prefix
        async for key in self._store.client.scan_iter(f"{_escaped(prefix)}*", count=ERASED_AT_ONCE):
            if any(fnmatchcase(key.removeprefix(prefix), kept) for kept in keeping):
                continue
            found.append(key)
            if len(found) == ERASED_AT_ONCE:
                await self._store.client.unlink(*found)
                found.clear()
        if found:
            await self._store.client.unlink(*found)

    async def reseal(self, company_id: str) -> bool:
        """Seal the token with the newest key; whether it was another's. One that is being replaced is left alone."""
        text = await self._store.hash_field(HASH, field=company_id)
        if not text or self._box.is_newest(json.loads(text)[TOKEN]):
            return False
        after = _text(self._sealed(self.opened(company_id, text)))
        swap = {"hash": HASH, "field": company_id, "before": text, "after": after}
        return bool(await self._store.run(SWAP, swap) == "swapped")

    async def key_ids(self) -> dict[str, str]:
        """Company -> the id of the key that its token is sealed with."""
        return {company: self._box.key_id_of(json.loads(text)[TOKEN]) for company, text in (await self.texts()).items()}

    def opened(self, company_id: str, text: str) -> KeptCompany:
        """Whose it is says the place where it stands, not what stands there."""
        held = json.loads(text)
        token = self._box.open(held[TOKEN], owner=owner_of(company_id), field=TOKEN)
        return KeptCompany(**{**held, "id": company_id, TOKEN: token})

    def _sealed(self, company: KeptCompany) -> KeptCompany:
        sealed = self._box.seal(company.alegra_token, owner=owner_of(company.id), field=TOKEN)
        return replace(company, alegra_token=sealed)


def owner_of(company_id: str) -> str:
    """Whose secrets a company's are, as the box knows it."""
    return f"company:{company_id}"


def channel_of(text: str) -> str:
    """The channel of one of `texts`."""
    return str(json.loads(text)["settings"].get("COBRO_CHANNEL", ""))


def team_of(text: str) -> str:
    """The workspace of one of `texts`."""
    return str(json.loads(text)["team"])


def name_of(text: str) -> str:
    """On the badge of one of `texts`; empty: as Alegra has it."""
    return str(json.loads(text)["name"])


def admins_of(text: str) -> tuple[str, ...]:
    """The people among the admins that one of `texts` names; groups are left out."""
    named = json.loads(text)["settings"].get("COBRO_ADMINS", "")
    return tuple(entry for entry in re.split(r"[\s,]+", named) if entry.startswith(("U", "W")))


def _text(sealed: KeptCompany) -> str:
    return json.dumps(asdict(sealed), ensure_ascii=False, sort_keys=True)


def _escaped(prefix: str) -> str:
    """The prefix of keys holds no character that is special to a pattern but the braces' neighbours."""
    return re.sub(r"([\[\]*?\\])", r"\\\1", prefix)
