"""The store is killed in the middle of the work and comes back: nothing is lost, nothing is done twice."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.outcomes import Outcome
from bot.store.connection import connect_socket, redis_time
from bot.store.embedded import EmbeddedStore, launch
from bot.store.keys import Keys
from bot.store.scripts import Store
from tests.operations.ledger import Behaviour, Ledger, succeed
from tests.operations.rehearsal import Crew, accepted, an_operation, until


async def test_a_worker_rides_out_a_store_that_is_killed(tmp_path: Path) -> None:
    running = [launch(tmp_path)]
    client = connect_socket(running[0].socket)
    journal = Journal(Store(client=client, keys=Keys("main"), clock=redis_time(client)))
    crew = Crew(journal)

    async def while_the_store_dies(ledger: Ledger, operation: Operation) -> Outcome:
        os.kill(int((await client.info("server"))["process_id"]), signal.SIGKILL)
        outcome = await succeed(ledger, operation)
        running.append(restarted(running[0], tmp_path))
        return outcome

    operations = [await accepted(journal, an_operation(f"D-{n}")) for n in range(20)]
    behaviours: list[Behaviour] = [*[succeed] * 5, while_the_store_dies]
    ledger = Ledger(behaviours=behaviours)
    worker = crew.start(ledger)

    async def all_are_done() -> bool:
        return len(await journal.listed(State.DONE)) == len(operations)

    await until(all_are_done, seconds=30)
    await crew.stop(worker)
    assert sorted(ledger.effects) == sorted(operation.marker for operation in operations)
    assert len(ledger.sends) == len(operations)
    await client.aclose()
    running[-1].close()


def restarted(killed: EmbeddedStore, folder: Path) -> EmbeddedStore:
    killed.close()
    again = launch(folder)
    assert again.socket == killed.socket
    return again


async def test_a_worker_waits_for_a_store_that_is_not_there_yet(tmp_path: Path, store: Store) -> None:
    absent = connect_socket(tmp_path / "none.sock", retries=0)
    lonely = Journal(replace(store, client=absent, clock=redis_time(absent)))
    crew = Crew(lonely)
    worker = crew.start(Ledger())
    await accepted(Journal(store))
    await crew.stop(worker)
    assert not worker.in_hand
    await absent.aclose()
