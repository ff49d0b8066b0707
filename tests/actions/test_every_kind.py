"""A new kind of operation is named wherever somebody may ask what became of it."""

import pytest

from bot.actions.closed_books import DATED
from bot.actions.technical import SENT
from bot.slack.messages import needs_person_card, status, unknown_card
from bot.store.scripts import Store
from tests.handlers.assembled import assembled

WRITE_TO_ALEGRA = set(status.KINDS)
OF_NO_DOCUMENT = {"client", "item"}
ON_CARDS_OF_THEIR_OWN = {*OF_NO_DOCUMENT, "void_payment", "reopen_payment"}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (SENT, WRITE_TO_ALEGRA - OF_NO_DOCUMENT),
        (needs_person_card.SENTENCES, WRITE_TO_ALEGRA),
        (unknown_card.SENTENCES, WRITE_TO_ALEGRA - ON_CARDS_OF_THEIR_OWN),
        (unknown_card.CHECKS, WRITE_TO_ALEGRA - ON_CARDS_OF_THEIR_OWN),
    ],
    ids=["what was sent", "when a person is needed", "while nobody knows", "what is looked at"],
)
def test_each_table_by_kind_names_all_that_write_to_alegra(named: dict[str, object], expected: set[str]) -> None:
    assert set(named) == expected


async def test_whatever_carries_a_date_or_sends_a_document_by_hand_writes_to_alegra(store: Store) -> None:
    kinds = {kind.name: kind for kind in assembled(store).kinds}
    assert set(kinds) >= WRITE_TO_ALEGRA >= set(DATED)
    assert {name for name, kind in kinds.items() if not kind.resend_allowed} <= WRITE_TO_ALEGRA
