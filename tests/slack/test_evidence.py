"""The evidence says who asked, what each revision changed, who voted on what, and how to check all of it."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from bot.actions.evidence import evidence_of, revisions_of
from bot.actions.invoice_kind import DRAFTS
from bot.billing.eligibility import Role
from bot.locale import Words
from bot.slack import samples
from bot.slack.evidence import Evidence, sections, title
from bot.slack.evidence_paper import paper, printed
from bot.slack.messages.audit_story import SAMPLES, AuditStory, Chain
from tests.actions.bench import ANA, BRUNO, a_draft

HEAD = "1284:" + "ab12" * 16
HASH = "cd" * 32


def entry(number: int, what: str, **more: Any) -> dict[str, Any]:
    return {"n": number, "at": samples.NOW + number, "what": what} | more


def handed_in(number: int, kind: str, draft: Any) -> dict[str, Any]:
    return entry(
        number,
        "accepted",
        kind=kind,
        actor=ANA,
        roles=[Role.REQUESTER],
        contents={"draft": DRAFTS.dump_python(draft, mode="json")},
    )


ENTRIES = (
    handed_in(1, "create", a_draft()),
    entry(2, "request", seen={"method": "POST", "path": "/invoices"}, body='{"client": "12"}'),
    entry(3, "answer", seen={"method": "POST", "path": "/invoices"}, status=201, body="{" + "x" * 5000 + "}"),
    handed_in(4, "edit", replace(a_draft(), purchase_order="45-8821")),
    entry(
        5,
        "accepted",
        kind="stamp",
        actor=BRUNO,
        roles=[Role.APPROVER],
        of_revision=2,
        of_content=HASH,
        act={"what": "approved"},
    ),
)
STORY = AuditStory("FE342", ENTRIES, Chain(1, 5, head=HEAD), samples.NOW, subject="D-7K3Q")


def read(evidence: Evidence, language: str = "es_CO") -> str:
    words = Words(language, "America/Bogota", "COP")
    said = [title(evidence, words)]
    for section in sections(evidence, words, lambda actor: {ANA: "Ana", BRUNO: "Bruno"}.get(actor, "Cobro")):
        said += [section.title, *section.lines]
    return "\n".join(said)


def test_it_says_who_asked_what_changed_who_voted_on_what_and_how_to_check_it() -> None:
    said = read(evidence_of(STORY, None, company="main"))
    for part in ("Ana (solicita)", "45-8821", "Bruno (aprueba) la aprobó", HASH, "-> POST /invoices", "<- 201", HEAD):
        assert part in said
    assert f"cobro audit verify --head {HEAD}" in said
    assert "x" * 700 not in said, "answers are given in short"
    assert [len(each.changes) for each in revisions_of(ENTRIES)] == [0, 1]


def test_in_english_nothing_of_it_is_spanish() -> None:
    said = read(evidence_of(STORY, None, company="main"), "en")
    for spanish in ("Evidencia", "Revisión", "Votos", "sello", "mostró"):
        assert spanish not in said


def test_a_chain_that_does_not_hold_is_said_in_the_evidence_too() -> None:
    assert "NO ESTÁ ENTERA" in read(
        evidence_of(replace(STORY, chain=Chain(1, 5, (3,), head=HEAD)), None, company="main")
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_every_story_can_be_printed(name: str) -> None:
    printed_out = paper(evidence_of(SAMPLES[name], None, company="main"), Words("es_CO"), str)
    assert printed_out.startswith(b"%PDF-")
    assert printed_out.rstrip().endswith(b"%%EOF")


def test_what_the_fonts_cannot_print_is_written_as_its_code() -> None:
    assert printed("Señor – 株 \u202e€") == "Señor - \\u682a \\u202eEUR"


def test_an_entry_of_another_version_is_left_to_the_story() -> None:
    assert revisions_of([entry(1, "accepted", kind="create", contents={"draft": {"future": 1}}), {}]) == ()
    assert asdict(evidence_of(replace(STORY, entries=()), None, company="main"))["revisions"] == ()
