"""An invoice from a message that somebody wrote: its words fill the form, and stay in the internal note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions.directory import Directory
from bot.actions.drafting import Drafting
from bot.actions.pasting import lines_of, sentence_of
from bot.actions.submissions import MOST_PROBLEMS, Submissions
from bot.billing.composing import Composition, add_lines, choose_client
from bot.billing.directory import Client
from bot.billing.quoted import QuotedMessage, read_message
from bot.locale import Words
from bot.slack.escape import cut, tame

LONGEST_NOTE = 480
"""What people may write into the internal note (design 4.2)."""
LONGEST_QUOTE = 280
SHORTEST_NAME = 3
STOPS = " .,:;!?"
MOST_WORDS = 8
"""Of a client's name: what follows it in a sentence is tried and dropped."""


@dataclass(frozen=True)
class NamedFile:
    name: str
    link: str


@dataclass(frozen=True)
class Quoting:
    drafting: Drafting
    submissions: Submissions

    async def begin(
        self, text: str, files: Sequence[NamedFile], words: Words, *, person: str, channel: str
    ) -> Composition:
        """A form of its own: one that the person has begun elsewhere stays as it is."""
        unsent = await self.drafting.unsent(person)
        begin = self.submissions.begin_beside if unsent and unsent.is_begun else self.submissions.begin_afresh
        form = await begin(person=person, channel=channel)
        return await self._filled(form, read_message(text), files, words)

    async def _filled(
        self, form: Composition, message: QuotedMessage, files: Sequence[NamedFile], words: Words
    ) -> Composition:
        directory = self.drafting.directory
        client = client_in(message, directory)
        pasted = lines_of(message.lines, directory, client_id=client.id if client else "")
        said = [sentence_of(problem, words) for problem in pasted.problems[:MOST_PROBLEMS]]
        if client is None and not pasted.lines and not said:
            said.append(words.t("No encontré cliente ni líneas en el mensaje: complétalos aquí."))
        said += [
            words.t(
                "«{file}» no se adjunta en Alegra, porque Cobro no lee los archivos de Slack: "
                "su nombre y su enlace van en la nota interna.",
                file=tame(file.name),
            )
            for file in files
        ]
        note, notice = note_of(message.said, files, words), " ".join(said)
        return await self.drafting.move(
            form.id,
            {},
            lambda now: replace(add_lines(choose_client(now, client), pasted.lines), note=note, notice=notice),
        )


def client_in(message: QuotedMessage, directory: Directory) -> Client | None:
    """The only client whom the message names."""
    begun = (name for phrase in message.clients for name in _beginnings(phrase))
    for name in (*begun, *message.others):
        found = directory.search_clients(name, limit=2) if len(name) >= SHORTEST_NAME else ()
        if len(found) == 1:
            return found[0]
    return None


def _beginnings(phrase: str) -> list[str]:
    """The longest first."""
    heard = phrase.strip(STOPS).split()[:MOST_WORDS]
    return [" ".join(heard[:length]).rstrip(STOPS) for length in range(len(heard), 0, -1)]


def note_of(said: str, files: Sequence[NamedFile], words: Words) -> str:
    """The message, and under it the names and links of its files; those come first when room is short."""
    attached = [words.t("Archivo: {name} {link}", name=tame(file.name), link=file.link).strip() for file in files]
    kept: list[str] = []
    for line in attached:
        if sum(map(len, kept)) + len(kept) + len(line) <= LONGEST_NOTE:
            kept.append(line)
    room = LONGEST_NOTE - sum(map(len, kept)) - len(kept)
    quote = (
        words.t("Del mensaje: «{said}»", said=cut(tame(said), min(LONGEST_QUOTE, room - 20)))
        if said and room > 60
        else ""
    )
    return "\n".join(filter(None, [quote, *kept]))
