"""Whether what was taken back had been asked for, and approved by others where the policy asks for them."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.simulation.alegra_books import Books
from tests.simulation.alegra_records import TakenBack
from tests.simulation.company import ADMINS, ANA, APPROVERS
from tests.simulation.deeds import Deed
from tests.simulation.policies import Rule
from tests.simulation.violations import Violations

MAY_ASK = {
    "void": {*APPROVERS, *ADMINS},
    "void_payment": {*APPROVERS, *ADMINS},
    "delete": {ANA, *ADMINS},
}


@dataclass
class TakingBackJudge:
    books: Books
    rule: Rule
    moment: float
    """Seconds that may lie between the last reading and the void."""
    found: Violations
    document_of: Callable[[str], str]
    """By Alegra's id of an invoice."""
    tried: int = 0
    """How many attempts to void were looked at."""

    def judge(self, taken: TakenBack, deeds: list[Deed]) -> None:
        document = f"P-{taken.key}" if taken.kind == "void_payment" else self.document_of(taken.key)
        about = [deed for deed in deeds if deed.document == document and deed.at <= taken.at and deed.may_count]
        asked = [deed for deed in about if deed.verb == taken.kind and deed.person in MAY_ASK[taken.kind]]
        if not asked:
            self.found.say("nothing is taken back that nobody asked for", f"{taken.kind} of {document}")
        elif not any(self._is_granted(deed, about) for deed in asked):
            why = f"{taken.kind} of {document}, asked {len(asked)} times"
            self.found.say("nothing is taken back without the votes that the policy asks for", why)

    def _is_granted(self, asked: Deed, about: list[Deed]) -> bool:
        """By enough others, each of whom pressed the button of this very petition."""
        granted = {
            deed.person
            for deed in about
            if deed.verb == "grant" and deed.operation == asked.operation and deed.person in APPROVERS
        }
        return len(granted - {asked.person}) >= self.rule.grants

    def look_at_voids(self) -> None:
        """What has been paid for a while is refused here, with the reason, and not by Alegra."""
        for key, at in self.books.voids_tried[self.tried :]:
            invoice = self.books.invoices[key]
            paid = [each["id"] for each in invoice["payments"] if each["status"] == "open"]
            if any(at - self.books.counts_since.get(payment, at) > self.moment for payment in paid):
                self.found.say("no void of what was paid is sent", f"invoice {key}")
        self.tried = len(self.books.voids_tried)
