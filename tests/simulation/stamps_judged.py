"""Whether what was stamped had been approved: by what stood on people's own cards, not by what Cobro kept of it."""

from dataclasses import dataclass, field

from tests.simulation.alegra_books import Books
from tests.simulation.alegra_records import Stamping
from tests.simulation.company import ADMINS, ANA, APPROVERS, LIST_PRICE
from tests.simulation.deeds import Deed
from tests.simulation.policies import Approved, Rule
from tests.simulation.violations import Violation, Violations


@dataclass(frozen=True)
class Case:
    """A stamp, and everything that people had done about its document by then."""

    stamping: Stamping
    document: str
    deeds: list[Deed]
    written: set[str]
    """Every price that the invoice ever had in Alegra."""

    @property
    def total(self) -> str:
        """As cards show it. No price comes twice, so a card of it is of what was stamped."""
        return f"{self.stamping.total:,.0f}".replace(",", ".")

    @property
    def wrote(self) -> set[str]:
        return {deed.person for deed in self.deeds if deed.verb in {"create", "edit"} and deed.card in self.written}

    @property
    def asked(self) -> set[str]:
        """Every price that somebody handed in."""
        return {deed.card for deed in self.deeds if deed.verb in {"create", "edit", "suggest"}}

    def done(self, verb: str) -> list[Deed]:
        return [deed for deed in self.deeds if deed.verb == verb and deed.may_count]

    @property
    def undone(self) -> list[Deed]:
        return [deed for deed in self.deeds if deed.verb == "undo" and deed.accepted]


@dataclass
class StampJudge:
    books: Books
    rule: Rule
    moment: float
    """Seconds that may lie between the last reading and the stamp."""
    found: Violations
    others: dict[str, str] = field(default_factory=dict)
    """Documents that were stamped with another content than what was approved: each must have raised the alarm."""
    alone: dict[str, str] = field(default_factory=dict)
    """Documents that went out without a second person, each by which way."""

    def judge(self, stamping: Stamping, document: str, deeds: list[Deed]) -> None:
        before = [deed for deed in deeds if deed.document == document and deed.at <= stamping.at]
        case = Case(stamping, document, before, self.books.prices[stamping.invoice])
        objection = self._objection(case)
        if objection is None:
            return
        if way := self._way_without_votes(case):
            self.alone[document] = way
        elif self._changed_meanwhile(case):
            self.others[document] = objection.why
        else:
            self.found.append(objection)

    def _objection(self, case: Case) -> Violation | None:
        votes, fair = _standing_votes(case), self._fair_votes(case)
        if not votes:
            return Violation("no stamp without a vote", f"{case.document} was stamped, {len(case.deeds)} deeds")
        if not fair:
            why = f"{case.document} was approved by {votes[-1].person}, written by {sorted(case.wrote)}"
            return Violation("four eyes", why)
        if not any(case.total in vote.card for vote in fair):
            why = f"{case.document}: {case.total} is not on the approved card"
            return Violation("what was approved is what is stamped", why)
        approved = _approved(case)
        if not self.rule.is_kept(approved):
            why = f"{case.document}: only {sorted(approved.people)} under {self.rule.name}"
            return Violation("no stamp without the votes that its policy asks for", why)
        return None

    def _fair_votes(self, case: Case) -> list[Deed]:
        return [vote for vote in _standing_votes(case) if vote.person in APPROVERS and vote.person not in case.wrote]

    def _changed_meanwhile(self, case: Case) -> bool:
        """Somebody changed it in Alegra in the moment between the last reading and the stamp, which was let out as it had been."""
        if case.stamping.at - self.books.meddled_at.get(case.stamping.invoice, 0) > self.moment:
            return False
        shown = [*self._fair_votes(case), *self._emergencies(case)]
        is_shown = any(case.total in deed.card for deed in shown)
        return bool(shown and not is_shown) or bool(
            self.rule.routine and case.asked == {LIST_PRICE} and not case.undone
        )

    def _way_without_votes(self, case: Case) -> str:
        if any(case.total in deed.card for deed in self._emergencies(case)):
            return "emergency"
        routine = self.rule.routine
        is_as_described = case.written == {LIST_PRICE} and not case.undone
        return "routine" if routine and is_as_described and case.stamping.total <= routine.amount else ""

    def _emergencies(self, case: Case) -> list[Deed]:
        taken_back = {undo.operation for undo in case.undone}
        broken = [deed for deed in case.done("break glass") if self.rule.may_break_glass and deed.person in ADMINS]
        return [deed for deed in broken if deed.operation not in taken_back]


def taken_over_only_by_its_requester(deeds: list[Deed], prices: dict[str, set[str]], found: Violations) -> None:
    """`prices` that each document ever had in Alegra. No suggestion is there that Ana did not take over."""
    for deed in deeds:
        if deed.verb != "suggest" or deed.card not in prices.get(deed.document, ()):
            continue
        takes = [each for each in deeds if each.verb == "take over" and each.document == deed.document]
        if not any(each.person == ANA and each.may_count for each in takes):
            found.say("a suggestion is the requester's to accept", f"{deed.document}: {deed.card} of {deed.person}")


def _approved(case: Case) -> Approved:
    """Who approved that total and did not take it back."""
    counted = [
        deed
        for deed in case.done("approve")
        if case.total in deed.card
        and deed.person in APPROVERS
        and deed.person not in case.wrote
        and not any(undo.person == deed.person and undo.at > deed.at for undo in case.undone)
    ]
    aside = any(deed.person in ADMINS and case.total in deed.card for deed in case.done("set aside"))
    return Approved(frozenset(deed.person for deed in counted), tuple(deed.card for deed in counted), aside)


def _standing_votes(case: Case) -> list[Deed]:
    """The last that was accepted and not undone, and those since then that nobody answered."""
    undone = {undo.operation for undo in case.undone}
    cast = [deed for deed in case.done("approve") if deed.operation not in undone]
    last = max((place for place, deed in enumerate(cast) if deed.accepted), default=0)
    return cast[last:]
