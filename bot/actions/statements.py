"""What a client owes, read from Alegra when somebody asks."""

from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.alegra.api import Alegra
from bot.alegra.resources import strict
from bot.billing.client_history import history_of
from bot.billing.dates import local_date
from bot.billing.directory import Client
from bot.billing.invoice import Invoice, Status
from bot.billing.statement import statement_of
from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.messages import statement
from bot.store.connection import Clock

ROWS = 30
MOST_PAGES = 10


@dataclass(frozen=True)
class Statements:
    alegra: Alegra
    directory: Directory
    clock: Clock
    timezone: str

    async def shown(self, client: Client, words: Words) -> Message:
        """Raise an AlegraError."""
        today = local_date(await self.clock(), self.timezone)
        company = self.directory.company
        owed = statement_of(await self._open(client), today=today, precision=company.precision)
        last = await self.alegra.invoices.list_page(client_id=client.id)
        history = history_of(last.rows, client_id=client.id, today=today)
        days = history.standing.days_to_pay
        return statement.draw(statement.StatementShown(client, owed, company.currency, days), words)

    async def _open(self, client: Client) -> list[Invoice]:
        found: list[Invoice] = []
        for number in range(MOST_PAGES):
            page = await self.alegra.invoices.list_page(
                start=number * ROWS, client_id=client.id, status=Status.OPEN, newest_first=False
            )
            found += strict(page, "/invoices").rows
            if page.is_last:
                break
        return found
