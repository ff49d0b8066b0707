"""What `/cobro doctor` and `/cobro setup` are given. Nothing is started in here."""

import os

from bot.actions.first_admin import FirstAdmin
from bot.assembly import Assembly
from bot.doctor.company_probes import CompanyProbes
from bot.store.admin_codes import AdminCodes
from handlers.examining import Examining
from handlers.objections import Objections
from handlers.settings import SettingsTalk


def examining(parts: Assembly, settings_talk: SettingsTalk, objections: Objections) -> Examining:
    ground, book = parts.ground, parts.governance.settings_book
    settings = ground.settings

    async def email_on_stamp() -> str:
        return (await book.current()).email_on_stamp

    probes = CompanyProbes(
        company=ground.company,
        channel=settings.channel,
        public_url=settings.public_url or "",
        timezone=settings.timezone,
        language=settings.language,
        email_on_stamp=email_on_stamp,
        folder=settings.data_dir,
        needs_folder=settings.redis_url is None,
        environment=lambda: os.environ,
        wire=ground.wire,
        alegra=ground.alegra,
        store=ground.store,
        roles=parts.role_book.drawn,
    )
    first = FirstAdmin(parts.role_book, parts.people, AdminCodes(ground.store), ground.store.clock)
    return Examining(
        probes, book.forbidden, ground.wire.respond, ground.wire.update_view, settings_talk.open, first, objections
    )
