"""An address is put on where something is drawn and taken off where it comes back; between the two nobody sees it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.locale import Words
from bot.slack.blocks import actions, button, section
from bot.slack.drawing import Message
from bot.slack.gallery import Sample, samples
from bot.slack.letterhead import Letterhead, address_of
from sandbox.slack.blockkit import check

COMPANIES = st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True)
CARD = Message(
    "Ana pide emitir", (section("🧾 *Factura*\nmás abajo"), actions(button("Sí", action="yes"), block_id="d"))
)


@given(company=COMPANIES, text=st.text(max_size=200))
def test_a_view_comes_back_as_it_was_drawn(company: str, text: str) -> None:
    drawn = Letterhead(company).on_view({"type": "modal", "private_metadata": text, "blocks": []})
    owner, body = address_of({"view": drawn})
    assert (owner, body["view"]["private_metadata"]) == (company, text)


@given(company=COMPANIES, block_id=st.text(min_size=1, max_size=200))
def test_a_button_comes_back_as_it_was_drawn(company: str, block_id: str) -> None:
    message = Message("x", (actions(button("Sí", action="yes"), block_id=block_id),))
    (drawn,) = Letterhead(company).addressed(message).blocks
    owner, body = address_of({"actions": [{"action_id": "yes", "block_id": drawn["block_id"]}]})
    assert (owner, body["actions"][0]["block_id"]) == (company, block_id)


def test_the_company_of_the_environment_draws_as_if_there_were_no_other() -> None:
    view = {"type": "modal", "private_metadata": "D-7K3Q", "blocks": [section("x")]}
    assert Letterhead().on_view(view) == view
    assert Letterhead().on_reply(CARD) == CARD
    assert address_of({"view": view, "actions": [{"block_id": "d"}]})[0] == ""


def test_the_badge_stands_at_the_right_of_the_title_once_and_in_the_notification() -> None:
    badged = Letterhead(badge=lambda: "Taller *Norte*").on_card(CARD)
    assert badged.blocks[0]["text"]["text"].partition("\n")[0].startswith("🧾 *Factura* · Taller")
    assert badged.blocks[0]["text"]["text"].endswith("\nmás abajo")
    assert "Taller" in badged.text
    assert Letterhead(badge=lambda: "Taller *Norte*").on_card(badged) == badged


def test_a_sentence_for_one_person_has_no_badge() -> None:
    note = Message("Listo", (section("Listo"),))
    assert Letterhead(badge=lambda: "Taller").on_reply(note) == note


HEADED = Letterhead("x" * 20, badge=lambda: "Ñ & Hijos " * 20)


def test_slack_takes_every_message_and_modal_with_badge_and_address() -> None:
    refused = {f"{sample.module}: {sample.name}": found for sample in samples() if (found := _refused(sample))}
    assert refused == {}


def _refused(sample: Sample) -> list[object]:
    drawn = sample.draw(Words("es_CO"))
    if isinstance(drawn, Message):
        return list(check(list(HEADED.on_reply(drawn).blocks), "message"))
    return list(check(HEADED.on_view(drawn), "home" if sample.surface == "home" else "modal"))
