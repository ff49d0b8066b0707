"""`cobro secrets rotate`: seals everything with the newest key, and says whether the older ones may go."""

import sys
from collections.abc import Mapping

from bot.actions.rotating import Rotated, Rotation, Sealed
from bot.locale import Words
from bot.settings import Settings
from bot.store.sealers import Sealers
from bot.store.secret_box import SecretBox
from bot.terminal.company_desk import CompanyDesk, opened
from bot.terminal.company_troubles import Troubled
from bot.terminal.progress import progress

EXIT_DONE, EXIT_NOT_YET = 0, 1


async def rotate(settings: Settings, environment: Mapping[str, str], words: Words) -> int:
    """Raises Troubled."""
    if not settings.secret_keys:
        raise Troubled("no_keys")
    box = SecretBox(key.get_secret_value() for key in settings.secret_keys)
    async with opened(settings, environment, words) as desk:
        sealed: dict[str, Sealed] = {"workspace": desk.installations, "company": desk.companies}
        with progress(words.t("Cifrando de nuevo"), await _size(desk)) as step:
            rotated = await Rotation(box, sealed, Sealers(desk.store)).run(step)
    sys.stdout.write("\n".join(said(rotated, box, words)) + "\n")
    return EXIT_DONE if rotated.is_done else EXIT_NOT_YET


def said(rotated: Rotated, box: SecretBox, words: Words) -> list[str]:
    """What was done, what is in the way, and whether the older keys may go."""
    if rotated.lacking:
        return [
            *(words.t("No tiene la clave nueva: el proceso {name}", name=name) for name in rotated.lacking),
            words.t(
                "No cambié nada: esos procesos no podrían leerlo. Pon la clave nueva al final de COBRO_SECRET_KEYS, "
                "reinícialos uno tras otro, y repite esto."
            ),
        ]
    lines = [
        words.n("Cifré de nuevo {count} token.", "Cifré de nuevo {count} tokens.", rotated.resealed)
        if rotated.resealed
        else words.t("Todo estaba ya cifrado con la clave más nueva.")
    ]
    lines += [words.t("No abre, porque falta su clave: {name}", name=name) for name in rotated.unknown]
    lines += [words.t("No abre, porque alguien lo cambió en el almacén: {name}", name=name) for name in rotated.broken]
    lines += [words.t("Todavía cifra con otra clave: el proceso {name}", name=name) for name in rotated.behind]
    lines += [
        words.n(
            "Queda {count} con la clave {place} de COBRO_SECRET_KEYS.",
            "Quedan {count} con la clave {place} de COBRO_SECRET_KEYS.",
            count,
            place=box.key_ids.index(key_id) + 1,
        )
        for key_id, count in rotated.left.items()
        if count
    ]
    return [*lines, _what_next(rotated, box, words)]


def _what_next(rotated: Rotated, box: SecretBox, words: Words) -> str:
    if rotated.behind:
        return words.t(
            "No quites ninguna clave: reinicia esos procesos con la nueva primero en COBRO_SECRET_KEYS, y repite esto."
        )
    if not rotated.is_done:
        return words.t(
            "No quites ninguna clave. Pon la que falta, o vuelve a instalar ese espacio o a sumar esa empresa, y repite esto."
        )
    if len(box.key_ids) > 1:
        return words.t("Ya puedes quitar de COBRO_SECRET_KEYS todas menos la primera, y reiniciar.")
    return words.t("No hay ninguna clave vieja que quitar.")


async def _size(desk: CompanyDesk) -> int:
    return max(1, len(await desk.installations.teams()) + len(await desk.companies.texts()))
