"""Where people begin without a command: the Home tab and the shortcuts."""

from bot.actions.quoting import Quoting
from bot.assembly import Assembly
from handlers.drafts import Drafts
from handlers.home import HomeTab
from handlers.objections import Objections
from handlers.payment_openings import PaymentOpenings
from handlers.settings import SettingsTalk
from handlers.shortcuts import ShortcutUses


def beginnings(
    parts: Assembly, drafts: Drafts, payments: PaymentOpenings, settings: SettingsTalk, objections: Objections
) -> tuple[HomeTab, ShortcutUses]:
    quoting = Quoting(parts.drafting, drafts.submissions)
    return (
        HomeTab(parts.home_tabs, drafts.create, payments.record_typed, settings.open),
        ShortcutUses(drafts, quoting, payments.record_typed, parts.ground.wire.respond, objections),
    )
