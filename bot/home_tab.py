"""A company's part of the Home tab, and the tab of the whole workspace that it belongs to, put together."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.actions.home_reading import HomeReading
from bot.actions.home_tabs import HomeTabs, Read
from bot.store.home_viewers import HomeViewers
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store

if TYPE_CHECKING:  # it is the assembly that calls this
    from bot.assembly import Assembly


def home_of(parts: "Assembly") -> HomeTabs:
    ground = parts.ground
    reading = HomeReading(
        parts.documents,
        parts.journal,
        parts.drafting,
        parts.role_book.drawn,
        parts.polling,
        parts.permalinks,
        company=ground.letterhead.company,
        name=ground.letterhead.badge,
    )

    def companies() -> Iterable[Read]:
        return ground.home_parts() or (reading,)

    return HomeTabs(
        wire=ground.wire,
        viewers=HomeViewers(Store(client=ground.store.client, keys=Keys(EVERYWHERE), clock=ground.store.clock)),
        team=ground.team,
        own=reading,
        parts=companies,
        find_person=parts.people.get,
        words_of=parts.keeper.words_of,
        later=parts.afterwards,
    )
