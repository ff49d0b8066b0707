"""Writing an invoice: the form opens, its client and item are chosen, it is handed in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.drafting import Drafting
from bot.actions.role_book import RolesNow
from bot.actions.submissions import Submissions
from bot.actions.submitted import NothingChanged, NotYet, Submitted, TotalChanged
from bot.billing.composing import Composition, forget_client
from bot.billing.composing import choose_client as chosen_client
from bot.billing.directory import Client, Item
from bot.billing.eligibility import NotPermitted
from bot.billing.identifiers import client_label
from bot.locale import Words
from bot.operations.answers import Accepted, Same
from bot.slack.author_buttons import CORRECT
from bot.slack.blocks import option, plain_text
from bot.slack.drawing import Block, Message
from bot.slack.messages import private_notes, voting_notes
from bot.slack.modals import draft
from bot.slack.modals.draft_way import SUGGEST
from bot.slack.references import Reference
from bot.store.documents import Documents
from bot.store.records import Document
from handlers.answers import Answer, Choices, Close, Mistakes, Modal, Note, Redraw
from handlers.door import Door
from handlers.form_errors import field_errors
from handlers.new_entry_forms import NewEntryForms
from handlers.objections import Objections
from handlers.payloads import Click, OpenView, Query, Submission, Typed, view_of
from handlers.redrawing import Redrawing

MOST_OFFERED = 50
LONGEST_CONCEPT = 140  # an option's value holds 150 characters (Slack fact sheet 3)


@dataclass(frozen=True)
class Drafts:
    drafting: Drafting
    submissions: Submissions
    documents: Documents
    redrawing: Redrawing
    objections: Objections
    roles: RolesNow
    new_entries: NewEntryForms

    def register(self, door: Door) -> None:
        door.options(draft.CLIENT, self.offer_clients)
        door.options(draft.ITEM, self.offer_items)
        door.action(draft.CLIENT, self.choose_client)
        door.action(draft.ITEM, self.choose_item)
        for field in (draft.QUANTITY, draft.PRICE, draft.TERM):
            door.action(field, self.refresh)
        door.action(draft.START_AFRESH, self.start_afresh)
        door.action(CORRECT, self.correct)
        door.submission(draft.SUBMIT, self.submit)

    async def create(self, typed: Typed, rest: str) -> Answer:
        """`rest` is what was typed behind the verb: a client's name, or lines `para` a client, fill the form."""
        words = self.objections.words_of(typed.person)
        if not self.drafting.directory.is_ready:
            return Answer(Note(private_notes.directory_not_ready(words)))
        form, resumed = await self.submissions.begin(
            person=typed.person.id, channel=typed.channel, rehearse=typed.rehearse, anew=bool(rest)
        )
        if rest:
            form = await self.submissions.prefill(form, rest, words)
        return self.opened(form, words, resumed=resumed)

    def opened(self, form: Composition, words: Words, *, resumed: bool = False) -> Answer:
        """The form on the screen; what its client's last invoices tell comes in afterwards."""
        learn = self._learning(form, words) if form.client_id and form.history is None else None
        return Answer(Modal(self.redrawing.view_of(form, words, resumed=resumed), then=learn))

    def _learning(self, form: Composition, words: Words) -> Callable[[str], Awaitable[None]]:
        """Afterwards, what the client's last invoices tell."""

        async def learn(view_id: str) -> None:
            await self.drafting.learn_history(form.id)
            await self.redrawing.redraw(view_id, form.id, words)

        return learn

    async def offer_clients(self, query: Query) -> Answer:
        """The last one adds whoever is not there yet; without a text there is nobody to add."""
        words, directory = self.objections.words_of(query.person), self.drafting.directory
        typed = query.text.strip()[:LONGEST_CONCEPT]
        found = directory.search_clients(query.text, limit=MOST_OFFERED)
        options = [_client_option(client) for client in found]
        if typed:
            waits = words.t("⏳ Sigo copiando los clientes de Alegra: quizá ya esté") if directory.is_partial else ""
            create = words.t("➕ Crear cliente «{name}»", name=typed)
            options.append(option(create, f"{draft.NEW}{typed}", description=waits))
        return Answer(Choices(options=options))

    async def offer_items(self, query: Query) -> Answer:
        """What this client is invoiced most comes first, before anything is typed."""
        words, directory = self.objections.words_of(query.person), self.drafting.directory
        found = directory.search_items(query.text, limit=MOST_OFFERED)
        form = await self.drafting.find(query.view.private_metadata) if query.view else None
        usual = form.history.frequent_items if form and form.history and not query.text.strip() else ()
        often = [item for item_id in usual if (item := directory.item(item_id)) and item.is_active]
        if not often:
            return Answer(
                Choices(options=[*[self._item_option(item, words) for item in found], *self._free(query.text, words)])
            )
        rest = [item for item in found if item.id not in usual]
        groups = ((words.t("Lo que más le facturas"), often), (words.t("Catálogo"), rest))
        return Answer(Choices(groups=[self._group(label, items, words) for label, items in groups if items]))

    async def choose_client(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)
        if click.value.startswith(draft.NEW):
            return await self._add_client(click.value.removeprefix(draft.NEW), view, words)
        form = await self.drafting.choose_client(view.private_metadata, view.values)

        async def afterwards() -> None:
            await self.redrawing.redraw(view.id, form.id, words)
            await self._learning(form, words)(view.id)

        return Answer(afterwards=afterwards)

    async def _add_client(self, name: str, view: OpenView, words: Words) -> Answer:
        """A form of its own on top; nobody is chosen below until Alegra has them."""
        form = await self.drafting.move(view.private_metadata, view.values, forget_client)
        return Answer(
            Modal(self.new_entries.client(name, words, form=form.id, rehearse=form.rehearse)),
            afterwards=self.redrawing.later(view.id, form.id, words),
        )

    async def create_for(self, client: Client, click: Click) -> Answer:
        """A new form for this client, beside any other that is unsent."""
        words = self.objections.words_of(click.person)
        channel = click.place.channel if click.place else ""
        form = await self.submissions.begin_beside(person=click.person.id, channel=channel)
        form = await self.drafting.move(form.id, {}, lambda now: chosen_client(now, client))
        return self.opened(form, words)

    async def choose_item(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)
        form = await self.drafting.choose_item(view.private_metadata, view.values)
        return Answer(afterwards=self.redrawing.later(view.id, form.id, words))

    async def refresh(self, click: Click) -> Answer:
        """Enter in a field, another term: the totals follow."""
        view, words = view_of(click), self.objections.words_of(click.person)
        form = await self.drafting.move(view.private_metadata, view.values, lambda form: form)
        return Answer(afterwards=self.redrawing.later(view.id, form.id, words))

    async def start_afresh(self, click: Click) -> Answer:
        view, words = view_of(click), self.objections.words_of(click.person)
        before = await self.drafting.find(view.private_metadata)
        form = await self.submissions.begin_afresh(person=click.person.id, channel=before.channel)
        return Answer(Redraw(self.redrawing.view_of(form, words)))

    async def correct(self, click: Click) -> Answer:
        """From a card or a direct message: the same form, with everything that was typed in it."""
        document = await self.documents.find(Reference.unpack(click.value).document)
        return await self.edit(document, click)

    async def edit(self, document: Document | None, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        if document is None or document.draft is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        channel = click.place.channel if click.place else ""
        form = await self.submissions.reopen(document, person=click.person.id, channel=channel)
        if isinstance(form, NotPermitted):
            return Answer(Note(private_notes.not_permitted(form.permitted, words)))
        return Answer(Modal(self.redrawing.view_of(form, words)))

    async def submit(self, submission: Submission) -> Answer:
        view, words = submission.view, self.objections.words_of(submission.person)
        stored = await self.drafting.find(view.private_metadata)
        form = self.drafting.as_submitted(stored, view.values)
        if (form.client_id, form.open_line.item_id) != (stored.client_id, stored.open_line.item_id):
            return await self._shown_once(form, words)
        submitted = await self.submissions.submit(form, was_shown=stored.shown_total)
        if isinstance(submitted, Accepted | Same):
            await self.redrawing.leave(view.id)
        return await self._submitted(submitted, form, words)

    async def _submitted(self, submitted: Submitted, form: Composition, words: Words) -> Answer:
        match submitted:
            case NotYet():
                return Answer(Mistakes(field_errors(submitted, form, words)))
            case TotalChanged():
                return await self._shown_once(form, words)
            case NothingChanged():
                return Answer(Close(private_notes.nothing_changed(words), form.channel))
            case Accepted(_, document) | Same(_, document):
                return Answer(Close(await self._taken(document, form, words), form.channel))
            case NotPermitted(permitted):
                return Answer(Note(private_notes.not_permitted(permitted, words)))
        return Answer(Note(await self.objections.note(submitted, words)))

    async def _taken(self, document: Document, form: Composition, words: Words) -> Message:
        if form.way == SUGGEST:
            return voting_notes.suggestion_sent(document.requester, words)
        tally, is_told = await self.submissions.tally(document, form), form.person == document.requester
        return private_notes.submitted(sorted(tally.waits_for), words, missing=tally.missing_now, is_told=is_told)

    def _free(self, text: str, words: Words) -> list[Block]:
        """What was typed, as a concept of its own, where the company keeps an item for those."""
        concept = text.strip()[:LONGEST_CONCEPT]
        if not concept or not self.drafting.offers_free_concepts:
            return []
        return [option(words.t("✏️ Concepto libre: «{concept}»", concept=concept), f"{draft.FREE}{concept}")]

    async def _shown_once(self, form: Composition, words: Words) -> Answer:
        notice = words.t("El total cambió con lo que escribiste: revísalo y envía otra vez.")
        shown = await self.drafting.show_total(form, notice=notice)
        return Answer(Redraw(self.redrawing.view_of(shown, words)))

    def _item_option(self, item: Item, words: Words) -> Block:
        price = words.money(item.price, self.drafting.directory.company.currency)
        return option(item.name, item.id, description=f"{price} · {item.reference}" if item.reference else price)

    def _group(self, label: str, items: list[Item], words: Words) -> Block:
        return {"label": plain_text(label), "options": [self._item_option(item, words) for item in items]}


def _client_option(client: Client) -> Block:
    return option(client.name, client.id, description=client_label(client))
