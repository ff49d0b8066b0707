"""A company that cannot be opened says what is wrong to who can mend it, and opens by itself when they have."""

import asyncio
from dataclasses import replace

from bot.store.connection import Client
from sandbox.slack.client.person import Person
from tests.stories.two_companies import two_companies

PATIENCE_SECONDS = 45


async def test_a_wrong_token_is_named_to_an_admin_and_a_right_one_opens_the_company(redis: Client) -> None:
    async with two_companies(redis, added_first=False) as two:
        diego, ana = two.in_its_channel("diego"), two.in_its_channel("ana")
        administered = replace(two.kept, settings={**two.kept.settings, "COBRO_ADMINS": diego.id})
        await two.companies.put(replace(administered, alegra_token="revoked"))

        told = await _asks_until(diego, "no está disponible: Alegra no acepta su correo con su token")
        assert "cobro company add taller --replace" in told
        told = await _asks_until(ana, "no está disponible ahora")
        assert f"Pregúntale a <@{diego.id}>" in told

        await two.companies.put(administered)
        await _opens_the_form(ana)


async def _opens_the_form(person: Person) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not person.modals():
            await person.types("/invoice create")


async def _asks_until(person: Person, answer: str) -> str:
    """What it was answered in the end, of everything that only this person sees."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            await person.types("/invoice list")
            told = [message.text for message in person.messages() if message.is_ephemeral]
            if told and answer in told[-1]:
                return told[-1]
