"""Alegra, opened for one company: its user's requests are counted together with every other replica's and company's."""

from collections.abc import Callable
from dataclasses import replace

from bot.alegra.api import Alegra
from bot.alegra.errors import Exchange
from bot.alegra.pacing import SharedPacing
from bot.alegra.transport import Transport
from bot.alegra.watching import AuditedWrites
from bot.store.audit import Audit
from bot.store.keys import EVERYWHERE, Keys
from bot.store.request_budgets import RequestBudgets
from bot.store.scripts import Store


def open_alegra(
    store: Store,
    *,
    base_url: str,
    email: str,
    token: str,
    tell: Callable[[Exchange, float], None] = lambda _exchange, _seconds: None,
    tell_remaining: Callable[[int], None] = lambda _remaining: None,
) -> Alegra:
    """`tell` is told of every exchange and its seconds, `tell_remaining` what Alegra says is left of the minute.

    Nothing is asked yet. Raise ValueError when the address is none.
    """
    user = f"{base_url.rstrip('/')} {email.strip()}".casefold()
    budgets = RequestBudgets(replace(store, keys=Keys(EVERYWHERE)), user=user)
    pacing = SharedPacing(budgets, tell_remaining=tell_remaining)
    watch = AuditedWrites(Audit(store), tell)
    return Alegra(Transport(base_url=base_url, email=email, token=token, pacing=pacing, watch=watch))
