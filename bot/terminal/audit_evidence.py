"""`cobro audit evidence FE341 --output FE341.pdf`: the history of one document on paper, from the store alone."""

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace

from bot.actions.audit_trail import AuditTrail, payments_of
from bot.actions.evidence import evidence_of, people_of
from bot.locale import Words
from bot.slack.evidence import Evidence, called
from bot.slack.evidence_paper import paper
from bot.store.audit import Audit
from bot.store.connection import redis_time
from bot.store.documents import Documents
from bot.store.keys import Keys
from bot.store.people import People
from bot.store.scripts import Store
from bot.terminal.audit_export import PRIVATE, named, zone_of
from bot.terminal.audit_store import audits, opened
from bot.terminal.store_reading import CannotRead


async def evidence(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    """Of the first company that knows the document. Raise CannotRead and CannotReach."""
    async with opened(environment) as client:
        for audit in await audits(client, given.company, environment):
            store = Store(client=client, keys=Keys(audit.company), clock=redis_time(client))
            if found := await _gathered(store, audit, given.document):
                zone = await zone_of(client, audit.company, environment)
                content = await _written(store, found, replace(words, timezone=zone.key))
                _save(given, content)
                sys.stderr.write(words.t("Escrita: {file}", file=given.output) + "\n")
                return 0
    raise CannotRead("document", document=given.document)


async def _gathered(store: Store, audit: Audit, typed: str) -> Evidence | None:
    """An invoice comes before its receipts."""
    documents = Documents(store)
    for name in sorted(await named(audit, typed), key=lambda each: (each.startswith("P-"), each)):
        document = await documents.find(name)
        payments = payments_of(document) if document else ()
        called_so = (document.content.number if document and document.content else "") or name
        story = await AuditTrail(audit, store.clock).of(name, *payments, name=called_so)
        if story.entries:
            return evidence_of(story, document, company=audit.company)
    return None


async def _written(store: Store, found: Evidence, words: Words) -> bytes:
    people = People(store)
    known = [await people.get(each) for each in sorted(people_of(found))]
    names = {each.id: each.full_name or each.name for each in known if each}
    return paper(found, words, lambda actor: called(actor, names))


def _save(given: argparse.Namespace, content: bytes) -> None:
    """A new file, readable by its owner only. Raise CannotRead."""
    try:
        descriptor = os.open(given.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except OSError as why:
        raise CannotRead("file", place=given.output, why=why.strerror or type(why).__name__) from why
    with os.fdopen(descriptor, "wb") as output:
        output.write(content)
