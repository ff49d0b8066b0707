"""What is said where the company is closed, gone, not open yet, or where there is none."""

from bot.slack.messages.closed_company import ClosedCompany
from tests.handlers.switchboard_hall import BRUNO, COMMAND, Hall, press, said


async def test_a_company_that_is_gone_is_said_to_be_and_one_that_is_coming_is_waited_for(two: Hall) -> None:
    two.switchboard.expect({"main": ("", ""), "nueva": ("T1", "C3")})
    await two.gets(press("co:vieja:decision"))
    await two.gets(press("co:nueva:decision"))
    (_, gone), (_, coming) = two.tape.sent
    assert "ya no atiende" in gone
    assert "Vuelve a intentarlo" in coming
    assert two.companies == []


async def test_why_a_company_is_not_open_is_said_to_its_admins_and_to_others_whom_to_ask(two: Hall) -> None:
    two.switchboard.expect({"main": ("", ""), "nueva": ("T1", "C3")})
    two.switchboard.shut(ClosedCompany("nueva", "Nueva S.A.S.", "alegra_refused", frozenset({BRUNO.id})))
    typed = COMMAND | {"channel_id": "C3"}
    to_admin = said(await two.gets(typed | {"user_id": BRUNO.id}))
    assert "*Nueva S.A.S.* no está disponible: Alegra no acepta su correo con su token" in to_admin
    assert "cobro company add nueva --replace" in to_admin
    to_others = said(await two.gets(typed))
    assert f"Pregúntale a <@{BRUNO.id}>" in to_others
    assert "Alegra no acepta" not in to_others

    two.opens("nueva", channel="C3")
    await two.gets(typed)
    assert two.companies == ["nueva"]
    two.switchboard.dismiss("nueva")
    assert "Vuelve a intentarlo en un momento" in await two.gets(typed), "what was wrong before is forgotten"


async def test_where_the_only_company_of_a_workspace_is_closed_nobody_is_told_that_there_is_none(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.switchboard.know_installed(frozenset({"T2"}))
    hall.switchboard.expect({"main": ("", ""), "norte": ("T2", "C9")})
    hall.switchboard.shut(ClosedCompany("norte", "Norte", "alegra_away"))
    answered = said(await hall.gets(COMMAND | {"channel_id": "D9"}, team="T2"))
    assert "*Norte* no está disponible" in answered
    assert "quien instaló Cobro" in answered


async def test_what_is_typed_in_the_channel_of_a_company_that_is_not_open_yet_reaches_no_other(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.switchboard.expect({"main": ("", ""), "nueva": ("T1", "C3")})
    assert "Vuelve a intentarlo" in await hall.gets(COMMAND | {"channel_id": "C3"})
    assert hall.companies == []


async def test_a_workspace_without_a_company_is_told_what_is_missing(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.opens("otra", channel="C9", team="T2")
    assert "cobro company add" in await hall.gets(COMMAND | {"channel_id": "D9"}, team="T3")
    assert hall.companies == []


async def test_a_workspace_that_has_not_installed_cobro_is_told_where_to_and_one_without_a_company_that_it_needs_one(
    hall: Hall,
) -> None:
    hall.opens("main", channel="C1")
    assert "no atiende a ninguna" not in await hall.gets(COMMAND, team="T9"), (
        "with one workspace the doorkeeper decides"
    )
    hall.switchboard.know_installed(frozenset({"T2"}))
    assert "no atiende a ninguna empresa" in await hall.gets(COMMAND, team="T2")
    several = hall.inviting("https://cobro.rivera.example/slack/install")
    assert "https://cobro.rivera.example/slack/install" in await several.gets(COMMAND, team="T9")
    assert "no atiende a ninguna empresa" in await several.gets(COMMAND, team="T2")
    assert several.companies == []
