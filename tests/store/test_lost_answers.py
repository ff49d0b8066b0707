"""redis-py sends a command again when the answer is lost; nothing happens twice for that."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.operations.answers import Accepted, Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.store.compositions import Compositions
from bot.store.connection import connect_socket
from bot.store.documents import Documents
from bot.store.embedded import EmbeddedStore
from bot.store.records import Act, Document, Phase
from bot.store.scripts import STORE_GONE, Store
from bot.store.seen import Seen
from tests.store.proxy import LosingProxy, losing_proxy

DOCUMENT = Document("D-7K3Q", "main", Phase.PENDING, revision=1)


@pytest.fixture
async def lossy(embedded: EmbeddedStore, store: Store) -> AsyncIterator[tuple[Store, LosingProxy]]:
    with TemporaryDirectory(prefix="cobro-") as short:
        socket = Path(short) / "p.sock"
        async with losing_proxy(embedded.socket, socket) as proxy:
            client = connect_socket(socket)
            yield replace(store, client=client), proxy
            await client.aclose()


def an_operation(n: int) -> Operation:
    document = f"D-{n}"
    return Operation(f"{document}/create/1", "main", document, "create", "U1", {}, "hash", f"[cobro:{n}]")


async def test_fifty_acceptances_with_lost_answers_are_fifty_operations(lossy: tuple[Store, LosingProxy]) -> None:
    store, proxy = lossy
    journal = Journal(store)
    for n in range(50):
        proxy.losses = 2 if n % 10 == 0 else 1
        act = Act(n, "U1", "asked")
        guard = Guard(create=replace(DOCUMENT, id=f"D-{n}"), act=act)
        answer = await journal.accept(an_operation(n), guard=guard)
        assert isinstance(answer, Accepted), "the repeated call is answered like the first"
        assert answer.document.history == (act,)
    assert proxy.lost == 55
    assert len(await journal.claim(limit=100, lease_ms=1000)) == 50


async def test_a_claim_with_a_lost_answer_claims_once(lossy: tuple[Store, LosingProxy]) -> None:
    store, proxy = lossy
    journal = Journal(store)
    await journal.accept(an_operation(1), guard=Guard(create=replace(DOCUMENT, id="D-1")))
    proxy.losses = 2
    (held,) = await journal.claim(limit=5, lease_ms=60_000)
    assert held.epoch == 1
    proxy.losses = 2
    step = Step(State.DONE, document={"history+": Act(1, "cobro", "created")})
    done = await journal.step(held, step, keeps_document=True, lease_ms=1000)
    assert (done.state, proxy.lost) == (State.DONE, 4)
    document = await Documents(store).get("D-1")
    assert (len(document.history), document.ended) == (1, {"create": 1})


async def test_the_steps_of_a_message_count_once(lossy: tuple[Store, LosingProxy]) -> None:
    store, proxy = lossy
    documents = Documents(store)
    await documents.adopt(DOCUMENT)
    proxy.losses = 3
    await documents.want("D-7K3Q", "card", "C1")
    await documents.posting("D-7K3Q", "card", lease_ms=0)
    proxy.losses = 1
    assert (await documents.posting("D-7K3Q", "card")).tries == 2
    assert proxy.lost == 4


async def test_other_small_scripts_answer_a_repeated_call_alike(lossy: tuple[Store, LosingProxy]) -> None:
    store, proxy = lossy
    proxy.losses = 1
    assert await Compositions(store).begin("D-NEW", {}, last_of="U1")
    proxy.losses = 1
    assert await Compositions(store).last("U1")
    proxy.losses = 1
    put = await Compositions(store).put("form", revision=0, state={"a": 1})
    assert put
    assert put.revision == 1
    proxy.losses = 1
    assert await Seen(store, "payments").unseen(["1", "2"]) == ()
    assert proxy.lost == 4


async def test_a_store_that_is_gone_for_a_moment_is_waited_for_by_the_patient(
    lossy: tuple[Store, LosingProxy],
) -> None:
    store, proxy = lossy
    journal = Journal(store)
    proxy.losses = 9
    with pytest.raises(STORE_GONE):
        await journal.accept(an_operation(1), guard=Guard(create=replace(DOCUMENT, id="D-1")))
    proxy.losses = 9
    answer = await journal.patient(30).accept(an_operation(2), guard=Guard(create=replace(DOCUMENT, id="D-2")))
    assert isinstance(answer, Accepted)
