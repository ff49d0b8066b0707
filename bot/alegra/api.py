"""All of Alegra behind one object, for the composition root."""

from bot.alegra import catalog
from bot.alegra.catalog import Catalog
from bot.alegra.company import Companies
from bot.alegra.invoices import Invoices
from bot.alegra.new_entries import NewEntries
from bot.alegra.payments import Payments
from bot.alegra.transport import Transport
from bot.alegra.webhooks import Webhooks


class Alegra:
    """Every call raises `AlegraError`s only; see `bot/alegra/errors.py` for what each means."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.invoices = Invoices(transport)
        self.payments = Payments(transport)
        self.company = Companies(transport)
        self.clients = Catalog(transport, catalog.CLIENTS)
        self.items = Catalog(transport, catalog.ITEMS)
        self.taxes = Catalog(transport, catalog.TAXES)
        self.terms = Catalog(transport, catalog.TERMS)
        self.numberings = Catalog(transport, catalog.NUMBERINGS)
        self.bank_accounts = Catalog(transport, catalog.BANK_ACCOUNTS)
        self.sellers = Catalog(transport, catalog.SELLERS)
        self.cost_centers = Catalog(transport, catalog.COST_CENTERS)
        self.withholdings = Catalog(transport, catalog.WITHHOLDINGS)
        self.new_entries = NewEntries(transport)
        self.webhooks = Webhooks(transport)

    @property
    def unhurried(self) -> "Alegra":
        """The same, for what nobody waits for."""
        return Alegra(self.transport.unhurried)

    @property
    def patient(self) -> "Alegra":
        """The same, for passes of many requests, which wait for the next minute where this one is spent."""
        return Alegra(self.transport.patient)

    async def aclose(self) -> None:
        await self.transport.aclose()
