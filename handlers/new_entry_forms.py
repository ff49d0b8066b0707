"""The forms of a new client and a new item, each with the name of what it will create: sent twice, it is one."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.forms import rehearsing
from bot.slack.messages.new_entry import Entry
from bot.slack.modals import new_client, new_item
from bot.slack.references import Reference

LETTERS = {Entry.CLIENT: "K", Entry.ITEM: "I"}
"""Before the names of the documents under which they are created."""


@dataclass(frozen=True)
class NewEntryForms:
    directory: Directory
    new_name: Callable[[], str]
    """Random letters and digits."""

    def client(self, name: str, words: Words, *, channel: str = "", rehearse: bool = False, form: str = "") -> View:
        """`form` is the invoice's form that waits for them, when one does."""
        reference = self._reserved(Entry.CLIENT, channel=channel, rehearse=rehearse, verb=form)
        company, terms = self.directory.company, self.directory.terms
        view = new_client.draw(new_client.NewClientForm(reference.pack(), company.country, terms, name.strip()), words)
        return rehearsing(view, words) if rehearse else view

    def item(self, name: str, words: Words, *, channel: str = "", rehearse: bool = False) -> View:
        reference = self._reserved(Entry.ITEM, channel=channel, rehearse=rehearse)
        taxes = sorted(self.directory.taxes.values(), key=lambda tax: (-tax.rate, tax.name))
        country = self.directory.company.country
        view = new_item.draw(new_item.NewItemForm(reference.pack(), taxes, name.strip(), country), words)
        return rehearsing(view, words) if rehearse else view

    def _reserved(self, what: Entry, *, channel: str, rehearse: bool, verb: str = "") -> Reference:
        name = f"{LETTERS[what]}-{self.new_name()}"
        return Reference(name, operation=f"{name}/{what.value}/1", rehearse=rehearse, channel=channel, verb=verb)
