"""What people call a document, and whose it is, from what is stored of it."""

from dataclasses import replace
from typing import Any, cast

from bot.actions.directory import Directory
from bot.actions.facts import called, client_meant, client_of
from bot.slack.samples import PENDING
from bot.store.records import Document, Phase
from tests.actions.bench import a_draft

BARE = Document("D-7K3Q", "main", Phase.CREATING)
NUMBERED = replace(BARE, content=replace(PENDING, number="FE341"))
PAID = replace(
    BARE, id="P-58", phase=Phase.NOTICE, facts={"payment": {"number": "RC58", "client_name": "Hotel Mirador"}}
)
NEW_CLIENT = replace(BARE, id="N-1", phase=Phase.NOTICE, facts={"name": "Clínica Norte"})


class OneClient:
    def client_name(self, key: str) -> str:
        return {"12": "Clínica Sur"}.get(key, "")


def test_a_document_is_called_by_its_number_its_receipt_its_name_or_else_as_cobro_calls_it() -> None:
    assert [called(each) for each in (NUMBERED, PAID, NEW_CLIENT, BARE)] == ["FE341", "RC58", "Clínica Norte", "D-7K3Q"]
    assert called(replace(NUMBERED, content=PENDING)) == "D-7K3Q"


def test_it_is_the_clients_of_its_invoice_of_its_payment_or_of_what_was_asked_for() -> None:
    directory = cast(Directory, cast(Any, OneClient()))
    assert [client_of(each) for each in (NUMBERED, PAID, BARE)] == [PENDING.client.name, "Hotel Mirador", ""]
    asked_for = replace(BARE, draft=a_draft())
    assert [client_meant(each, directory) for each in (PAID, asked_for, BARE)] == ["Hotel Mirador", "Clínica Sur", ""]
