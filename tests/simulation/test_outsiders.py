"""What other hands do in Alegra under bad weather: taken over and told once, and never laid to the wrong hands."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from bot.store.records import Document
from tests.simulation.outsiders import Outsiders
from tests.simulation.overhearing import overhearing
from tests.simulation.replicas import Replica
from tests.simulation.trial import STORM_SECONDS, Plan, Trial, uncollected
from tests.simulation.virtual_time import VirtualLoop, run_virtually

SEEDS = range(4000, 4005)
FOUND_AT = 4115
"""Where the planted fault was found when this was written."""


class AmongOutsiders(Trial):
    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        super().__init__(plan, loop)
        self.outsiders = Outsiders(
            self.outside.books,
            self._any_replica,
            self.people.documents,
            Random(plan.seed),  # noqa: S311 a run is made again from its seed
        )

    async def run(self) -> Any:
        self._do(self.outsiders.work(STORM_SECONDS))
        return await super().run()


def lived(seed: int, altered: Callable[[Replica], None] = lambda _: None) -> tuple[list[str], int]:
    """What is wrong at the end, and how much was done in Alegra."""

    async def main(loop: VirtualLoop) -> tuple[list[str], int]:
        trial = AmongOutsiders(Plan(seed, altered_replica=altered), loop)
        outcome = await trial.run()
        wrong = [f"{violation.rule}: {violation.why}" for violation in outcome.violations]
        return wrong + trial.outsiders.wrong(trial.judge.documents()), trial.outsiders.touched.total()

    with overhearing() as overheard, uncollected():
        wrong, touched = run_virtually(main)
    return wrong + overheard, touched


def believes_what_it_reads(replica: Replica) -> None:
    """Whose doing a difference is, is not asked."""
    documents = replica.assembly.documents

    async def always_free(name: str) -> Document:
        return replace(await documents.get(name), open_operation="", ended={})

    kind: Any = replica.assembly.worker._kinds["outside"]
    kind.desk = replace(kind.desk, documents=_Altered(documents, get=always_free))


class _Altered:
    def __init__(self, documents: Any, **altered: Any) -> None:
        self._documents, self._altered = documents, altered

    def __getattr__(self, name: str) -> Any:
        return self._altered.get(name) or getattr(self._documents, name)


def test_a_bot_that_lays_its_own_acts_to_others_is_found() -> None:
    assert any(lived(seed, believes_what_it_reads)[0] for seed in range(FOUND_AT, FOUND_AT + 40))


def test_what_is_done_in_alegra_is_told_once_and_is_nobody_elses_doing() -> None:
    done = 0
    for seed in SEEDS:
        wrong, touched = lived(seed)
        assert wrong == [], seed
        done += touched
    assert done > len(SEEDS), "too little happened to prove anything"
