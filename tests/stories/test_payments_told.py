"""What is told in the channel: payments made in Alegra, mistakes corrected there, what is overdue; each once."""

import datetime as dt

from bot.actions.overdue import digest_name
from bot.store.documents import Documents
from bot.store.scripts import Store
from sandbox.slack.client.waiting import until
from tests.operations.rehearsal import until as until_true
from tests.stories.collecting import AMOUNT, go_to, news_of, paid_in_alegra, payment_form, told_of
from tests.stories.invoicing import a_while, in_alegra, issued, payments, payments_are_polled, texts
from tests.stories.stage import Stage

MONDAY = dt.date(2026, 11, 30)


async def test_recorded_in_alegra_it_is_told_once_and_the_card_follows(stage: Stage) -> None:
    card = await issued(stage)
    (invoice,) = stage.invoices
    await paid_in_alegra(stage, invoice, 1011500)

    stage.clock.advance(61)

    news = await told_of(stage, "FE342")
    assert "completa" in news
    await card.shows("Pagada")
    await a_while(stage, 130)
    assert len(news_of(stage)) == 1


async def test_a_payment_voided_in_alegra_is_corrected_where_it_was_told(stage: Stage) -> None:
    card = await issued(stage)
    form = await payment_form(stage)
    await form.fill(AMOUNT, "1011500")
    assert await form.submit() == {}
    await card.shows("Pagada")
    news = await stage.person("bruno").sees("💰")
    (payment,) = payments(stage)
    await in_alegra(stage, "POST", f"/payments/{payment['id']}/void", {})

    go_to(stage, hour=2, minute=1)

    await news.shows("nulado")
    assert "vuelve a deber" in news.text
    await card.no_longer_shows("Pagada")
    assert "saldo $1.011.500" in card.text
    assert len(news_of(stage)) == 1


async def test_what_was_paid_before_cobro_came_is_not_told(stage: Stage) -> None:
    stage.clock.advance(130)
    await stage.person("bruno").sees("Cartera vencida")
    assert news_of(stage) == []


async def test_one_digest_a_day_and_none_at_the_weekend(stage: Stage) -> None:
    bruno = stage.person("bruno")
    first = await bruno.sees("Cartera vencida")
    assert "$28.951.500" in first.text
    assert "4 clientes" in first.text
    stage.clock.advance(5 * 3600)
    await payments_are_polled(stage)
    assert len(texts(bruno, "Cartera vencida")) == 1

    go_to(stage, hour=8, minute=1)
    await payments_are_polled(stage)
    assert len(texts(bruno, "Cartera vencida")) == 1, "it is Saturday"

    go_to(stage, hour=8, minute=1)
    go_to(stage, hour=8, minute=1)
    await until(lambda: len(texts(bruno, "Cartera vencida")) == 2, "Monday's digest")


async def test_nothing_is_said_when_nothing_is_due(stage: Stage, store: Store) -> None:
    bruno = stage.person("bruno")
    await bruno.sees("Cartera vencida")
    for invoice in stage.alegra.state.books.invoices.values():
        if invoice["status"] == "open":
            invoice["dueDate"] = "2027-11-27"

    for _ in range(3):
        go_to(stage, hour=8, minute=1)
    await until_true(lambda: _is_scanned(store, MONDAY))
    await payments_are_polled(stage)

    assert len(texts(bruno, "Cartera vencida")) == 1


async def _is_scanned(store: Store, day: dt.date) -> bool:
    digest = await Documents(store).find(digest_name(day))
    return digest is not None and "ageing" in digest.facts
