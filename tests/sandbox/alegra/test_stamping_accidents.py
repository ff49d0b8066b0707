"""What can go wrong when a document is stamped, on demand: refused, rejected late, down, observed, an answer lost."""

import pytest

from tests.sandbox.alegra.local_alegra import Alegra


@pytest.mark.parametrize("code", ["AEP6009", "AEP2011", "EPR503", "AEP1003", "EPR999"])
def test_a_stamp_is_refused_by_code_and_may_be_tried_again(alegra: Alegra, code: str) -> None:
    draft = alegra.draft()
    alegra.faults.add("refuse_stamp", code=code)
    assert alegra.stamp(draft)["message"].startswith(f"{code}: ")
    assert alegra.get(f"/invoices/{draft['id']}") == draft
    assert alegra.stamp(draft)["success"]


def test_the_authority_is_down_until_cleared(alegra: Alegra) -> None:
    draft = alegra.draft()
    fault = alegra.faults.add("authority_down")
    assert [alegra.stamp(draft)["message"][:6] for _ in range(3)] == ["EPR503"] * 3
    alegra.faults.clear(fault.id)
    assert alegra.stamp(draft)["success"]


def test_a_waiting_stamp_is_accepted_when_the_time_comes(alegra: Alegra) -> None:
    draft = alegra.draft()
    alegra.faults.add("stamp_waits", seconds=120)
    assert alegra.stamp(draft)["success"]
    at = f"/invoices/{draft['id']}"
    waiting = alegra.get(at)
    assert (waiting["status"], waiting["stamp"]["legalStatus"]) == ("open", "STAMPED_AND_WAITING_RESPONSE")
    assert alegra.books.emails == []
    assert "AEP2011" in alegra.stamp(draft)["message"]
    alegra.put(at, {"anotation": "no"}, status=400)
    alegra.clock.advance(119)
    assert alegra.get(at)["stamp"]["legalStatus"] == "STAMPED_AND_WAITING_RESPONSE"
    alegra.clock.advance(1)
    assert alegra.get(at)["stamp"]["legalStatus"] == "STAMPED_AND_ACCEPTED"
    assert len(alegra.books.emails) == 1


def test_a_waiting_stamp_may_end_in_a_rejection(alegra: Alegra) -> None:
    draft = alegra.draft()
    alegra.faults.add("stamp_waits", seconds=60, code="FAD06")
    assert alegra.stamp(draft)["success"]
    alegra.clock.advance(60)
    rejected = alegra.get(f"/invoices/{draft['id']}")
    assert (rejected["status"], rejected["stamp"]["legalStatus"]) == ("draft", "STAMPED_AND_REJECTED")
    assert "FAD06" in rejected["stamp"]["warnings"][0]
    assert alegra.books.emails == []


def test_a_payment_keeps_a_late_rejection_open(alegra: Alegra) -> None:
    draft = alegra.draft()
    alegra.faults.add("stamp_waits", seconds=60, code="FAD06")
    alegra.stamp(draft)
    alegra.pay(draft["id"], 1000)
    alegra.clock.advance(60)
    rejected = alegra.get(f"/invoices/{draft['id']}")
    assert (rejected["status"], rejected["balance"], rejected["stamp"]["legalStatus"]) == (
        "open",
        594000,
        "STAMPED_AND_REJECTED",
    )


def test_a_stamp_refused_inside_a_200_is_a_red_line(alegra: Alegra) -> None:
    draft = alegra.draft()
    alegra.faults.add("authority_down")
    alegra.stamp(draft)
    assert "EPR503" in alegra.traffic.lines[-1].trouble
    alegra.faults.clear()
    alegra.stamp(draft)
    assert alegra.traffic.lines[-1].trouble == ""


def test_a_rejected_stamp_carries_a_cufe_and_yet_is_a_draft_to_be_corrected(alegra: Alegra) -> None:
    draft = alegra.draft()
    alegra.faults.add("stamp_rejected")
    assert not alegra.stamp(draft)["success"]
    rejected = alegra.get(f"/invoices/{draft['id']}")
    assert (rejected["status"], rejected["stamp"]["legalStatus"], len(rejected["stamp"]["cufe"])) == (
        "draft",
        "STAMPED_AND_REJECTED",
        96,
    )
    assert alegra.books.emails == []
    alegra.put(f"/invoices/{draft['id']}", {"anotation": "corregida"})
    assert alegra.stamp(draft)["success"]
    assert alegra.get(f"/invoices/{draft['id']}")["numberTemplate"]["fullNumber"] == "FE342", "the number served again"


def test_observations_on_demand(alegra: Alegra) -> None:
    alegra.faults.add("stamp_observed", code="FAK44")
    told = alegra.stamped()["stamp"]
    assert told["legalStatus"] == "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS"
    assert "FAK44" in told["warnings"][0]


def test_a_lost_answer_of_a_stamp_leaves_the_stamp(alegra: Alegra) -> None:
    draft = alegra.draft()
    alegra.faults.add("error_after", method="POST", path="/invoices/stamp")
    assert alegra.http.post("/invoices/stamp", json={"ids": [draft["id"]]}).status_code == 503
    assert alegra.get(f"/invoices/{draft['id']}")["stamp"]["cufe"]
