"""Where each objection to an invoice stands in its form."""

from collections.abc import Mapping

from bot.actions.submitted import NotYet
from bot.billing.composing import Composition
from bot.billing.drafting import Mistake
from bot.locale import Words
from bot.slack.modals import draft_line, draft_missing, draft_more
from bot.slack.modals.draft import block_of
from bot.slack.modals.draft_phrases import sentence

ON_THE_FORM = frozenset({"client", "term", "item", "quantity", "price"})


def field_errors(objection: NotYet, form: Composition, words: Words) -> dict[str, str]:
    """By block id. What has no field of its own on the form is said under the client, never left out."""
    errors: dict[str, str] = {}
    are_several = len(form.all_lines) > 1
    for mistake in objection.mistakes:
        errors.setdefault(_block(mistake, form), sentence(mistake, words, of_several=are_several))
    if said := draft_missing.of_client(objection.missing, words):
        errors.setdefault(block_of("client", form), said)
    for missing in objection.missing:
        if missing.line:
            errors.setdefault(block_of("item", form), draft_missing.of_line(missing, words))
        elif not missing.field.startswith("client"):
            errors.setdefault(block_of("term", form), draft_missing.of_rest(missing, words))
    if objection.window:
        errors.setdefault(block_of("term", form), draft_missing.of_window(objection.window, words))
    return errors


def line_errors(mistakes: tuple[Mistake, ...], words: Words) -> dict[str, str]:
    """Of the modal that edits one line."""
    return {draft_line.FIELD_BLOCKS[mistake.field]: sentence(mistake, words) for mistake in reversed(mistakes)}


def more_errors(mistakes: tuple[Mistake, ...], words: Words) -> dict[str, str]:
    """Of the modal with more options."""
    blocks: Mapping[str, str] = draft_more.FIELD_BLOCKS
    return {blocks[mistake.field]: sentence(mistake, words) for mistake in mistakes if mistake.field in blocks}


def _block(mistake: Mistake, form: Composition) -> str:
    """A closed line has no field: what is wrong with it is said under the open line's, naming the line."""
    if mistake.field not in ON_THE_FORM:
        return block_of("client", form)
    return block_of(mistake.field, form)
