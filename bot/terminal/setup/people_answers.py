"""Answers that name people: by name, @ or id, each found in the workspace."""

import re
import unicodedata
from collections.abc import Iterable

from bot.slack.errors import SlackError
from bot.store.people import Person
from bot.terminal.setup.site import Bad, Good, Site

PERSON_ID = re.compile(r"[UW][A-Z0-9]{6,}")
MENTION = re.compile(r"<@([UW][A-Z0-9]{6,})(?:\|[^>]*)?>")
SHOWN = 5


async def admins(given: str, site: Site) -> Good | Bad:
    if not given.strip():
        return Bad(site.words.t("Hace falta un administrador: quien anula, cambia ajustes y recibe los avisos."))
    return await people(given, site)


async def approvers(given: str, site: Site) -> Good | Bad:
    if not given.strip():
        return Bad(site.words.t("Sin quien apruebe no se puede emitir nada."))
    found = await people(given, site)
    if isinstance(found, Bad) or len(found.value.split(",")) > 1:
        return found
    doubt = site.words.t("Solo una persona aprueba: lo que ella misma pida o edite no lo podrá aprobar nadie.")
    return Good(found.value, found.said, (doubt,))


async def people(given: str, site: Site) -> Good | Bad:
    """Ids separated by commas. Nobody is a good answer here."""
    try:
        known = await site.known_people() if given.strip() else {}
    except SlackError as why:
        return Bad(site.words.t("Slack no dice quién está ({code}).", code=why.code or type(why).__name__))
    chosen: list[Person] = []
    for part in (each.strip() for each in given.split(",")):
        if not part:
            continue
        found = _one(part, known.values(), site)
        if isinstance(found, Bad):
            return found
        chosen.append(found)
    ids = ",".join(dict.fromkeys(person.id for person in chosen))
    said = site.words.listed([f"{_full(person)} ({person.id})" for person in chosen])
    return Good(ids, (said,) if chosen else ())


def _one(typed: str, known: Iterable[Person], site: Site) -> Person | Bad:
    words = site.words
    found = _found(typed, list(known))
    if not found:
        return Bad(
            words.t("No veo a «{name}» en este Slack.", name=typed),
            words.t("Escribe su nombre como aparece en Slack, o su id (en el perfil › ⋮ › Copiar ID)."),
        )
    if len(found) > 1:
        some = words.listed([f"{_full(person)} ({person.id})" for person in found[:SHOWN]], alternatives=True)
        return Bad(
            words.t("«{name}» puede ser {people}.", name=typed, people=some), words.t("Escribe el id de quien es.")
        )
    (person,) = found
    if person.is_bot or person.is_deleted or person.is_guest:
        return Bad(
            words.t(
                "{name} es un bot, un invitado o una cuenta desactivada, y no puede tener este papel.",
                name=_full(person),
            )
        )
    return person


def _found(typed: str, known: list[Person]) -> list[Person]:
    """By id; else who is called exactly so, else whoever has it in the name."""
    mention = MENTION.fullmatch(typed)
    wanted = mention[1] if mention else typed.removeprefix("@")
    if PERSON_ID.fullmatch(wanted):
        return [person for person in known if person.id == wanted]
    plain = _plain(wanted)
    exact = [person for person in known if plain in {_plain(person.name), _plain(person.full_name)}]
    return exact or [
        person for person in known if plain in _plain(f"{person.name} {person.full_name}") and not person.is_deleted
    ]


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))


def _full(person: Person) -> str:
    return person.full_name or person.name
