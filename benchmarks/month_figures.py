"""What a month of requests came to, and how the page says it."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.tables import chapter, table

LIMIT = 150


@dataclass(frozen=True)
class Asked:
    """How many requests of one purpose there were, and the least there could have been."""

    purpose: str
    requests: int
    least: int


@dataclass(frozen=True)
class Month:
    days: int
    done: dict[str, int]
    """How often what was done."""
    of_acts: list[Asked]
    of_jobs: dict[str, int]
    """What jobs asked, by purpose: each run has one page of each list to read, so this is also the least."""
    jumped: dict[str, int]
    """What the polls and copies of the minutes that were jumped over would have asked."""
    refused: int
    """Answers that said: too many."""
    busiest_minute: int
    """Requests in one of Alegra's minutes, which are real ones."""
    again: dict[str, int]
    """What people had to do again, and how often."""
    red: dict[str, int]
    """What Slack or Alegra complained of."""
    real_minutes: float

    @property
    def ratio(self) -> float:
        """Of what was asked because somebody did something, and of the digests."""
        return sum(each.requests for each in self.of_acts) / sum(each.least for each in self.of_acts)

    @property
    def ratio_of_all(self) -> float:
        beside = sum(self.of_jobs.values()) + sum(self.jumped.values())
        asked, least = sum(each.requests for each in self.of_acts), sum(each.least for each in self.of_acts)
        return (asked + beside) / (least + beside)


def section(month: Month) -> str:
    """The two ratios, and everything that they are made of."""
    acts = [_row(each) for each in month.of_acts]
    beside = [(f"{name} (job)", str(count), str(count), "1.00") for name, count in month.of_jobs.items()]
    jumped = [(f"{name}, jumped over", str(count), str(count), "1.00") for name, count in month.jumped.items()]
    return chapter(
        "A month of requests to Alegra",
        f"{month.days} days of a company, lived through the local Slack and the local Alegra with {LIMIT} requests a "
        f"minute, webhooks off: {_listed(month.done)}. {month.refused} requests were refused as too many; the busiest minute had "
        f"{month.busiest_minute}. Alegra's minute is a real one, so the month took {month.real_minutes:.0f} of them, and "
        "people had to be patient: those who were told to come back came back.",
        f"What was done again: {_listed(month.again) or 'nothing'}. Red lines of the local Slack and Alegra: "
        f"{_listed(month.red) or 'none'}.",
        f"What people did and the digests took {month.ratio:.2f} of the least. With polls and copies, which ask the "
        f"same whatever happens, it is {month.ratio_of_all:.2f}. The clock was moved in steps: polls each minute and "
        "copies each five minutes of what it jumped over were not sent; they are counted in both columns.",
        table(("purpose", "requests", "least", "ratio"), [*acts, *beside, *jumped]),
    )


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted.items())


def _row(each: Asked) -> tuple[str, ...]:
    ratio = f"{each.requests / each.least:.2f}" if each.least else ""
    return each.purpose, str(each.requests), str(each.least), ratio
