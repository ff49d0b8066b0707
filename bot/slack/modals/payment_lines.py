"""The invoices in the form of a payment: how much goes to each, and what was withheld from it.

A block's id holds what was drawn into it: what comes back the same was not touched by anybody, and what Cobro computes anew
gets a new id, without which Slack would keep the old contents (Slack fact sheet 2.5).
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from bot.billing.composing import plain_number
from bot.billing.directory import WithholdingRule
from bot.billing.invoice import Withholding
from bot.billing.paying import PaidLine, Paying, Weighed
from bot.billing.settlement import Share
from bot.billing.withholdings import withholding_of
from bot.locale import Words
from bot.slack.blocks import checkboxes, field, multi_choice, option, section, text_input
from bot.slack.drawing import Block
from bot.slack.escape import plain
from bot.slack.modals import payment_phrases as phrases

APPLIED, WITHHELD, FURTHER, HELD = "payment.applied", "payment.withheld", "payment.further", "payment.held"
"""Action ids; their blocks begin with them: `payment.applied:<invoice>:<what was drawn>`."""
MOST_BOXES = 10
"""Slack's most for checkboxes."""
MOST_FURTHER = 100
MOST_BY_HAND = 20
LONGEST_AMOUNT = 40


def lines(
    form: Paying, weighed: Weighed, rules: Sequence[WithholdingRule], today: dt.date, words: Words
) -> list[Block]:
    """Nothing before it is known what entered, unless there are several to see."""
    shares = weighed.settlement.shares if weighed.settlement else (None,) * len(form.lines)
    if len(form.lines) == 1:
        return _alone(form, weighed, rules, words)
    head = [section(phrases.missing(form, weighed.settlement, words))] if weighed.settlement else []
    room = MOST_BY_HAND
    drawn: list[Block] = []
    for line, share in zip(form.lines, shares, strict=True):
        drawn.append(section(phrases.of_line(line, share, form.currency, today, words)))
        if share:
            drawn.append(_applied(line, share, words))
            by_hand = _by_hand(form, line, share, words)[:room]
            room -= len(by_hand)
            drawn += [*_withheld(form, line, share, rules, words), *by_hand]
    return [*head, *drawn]


def choice_digest(ids: Iterable[str]) -> str:
    """Ids may be long, and a block's id may not."""
    return hashlib.sha256(" ".join(sorted(ids)).encode()).hexdigest()[:12]


def _alone(form: Paying, weighed: Weighed, rules: Sequence[WithholdingRule], words: Words) -> list[Block]:
    """One invoice takes all that entered, so there is nothing to spread."""
    settlement = weighed.settlement
    if settlement is None or settlement.entered <= 0:
        return []
    line, share = form.lines[0], settlement.shares[0]
    return [
        section(phrases.missing(form, settlement, words)),
        *_withheld(form, line, share, rules, words),
        *_by_hand(form, line, share, words)[:MOST_BY_HAND],
        section(phrases.comes_to(share, form.currency, words)),
    ]


def _applied(line: PaidLine, share: Share, words: Words) -> Block:
    drawn = line.applied or plain_number(share.applied)
    amount = text_input(APPLIED, initial=drawn, longest=LONGEST_AMOUNT, on_enter=True)
    label = words.t("Aplicar a {number}", number=plain(line.owed.number, 40))
    return field(label, amount, block_id=_block(APPLIED, line, drawn), optional=True, dispatch=True)


def _withheld(
    form: Paying, line: PaidLine, share: Share, rules: Sequence[WithholdingRule], words: Words
) -> list[Block]:
    """Of one invoice nothing is offered where its whole balance entered; of several, more may flow to the next one."""
    offered = _offered(form, line, rules)
    has_room = share.owed.balance > share.applied or (len(form.lines) > 1 and share.is_reached)
    if not offered or not (share.withholdings or has_room):
        return []
    chosen = {each.id: each for each in share.withholdings}
    boxes = [_option(rule, chosen, line, form.currency, words) for rule in offered[:MOST_BOXES]]
    further = [_option(rule, chosen, line, form.currency, words) for rule in offered[MOST_BOXES:][:MOST_FURTHER]]
    label = words.t("Retenciones de {number}", number=plain(line.owed.number, 40))
    more = words.t("Otras retenciones de {number}", number=plain(line.owed.number, 40))
    drawn = [_choices(label, WITHHELD, boxes, chosen, line)]
    return [*drawn, _choices(more, FURTHER, further, chosen, line)] if further else drawn


def _offered(form: Paying, line: PaidLine, rules: Sequence[WithholdingRule]) -> list[WithholdingRule]:
    """What this client usually withholds first, and last what an earlier payment carried: some withhold on each payment.

    Nothing that has no base here.
    """
    possible = [
        rule
        for rule in rules
        if withholding_of(rule, line.owed.bases, currency=form.currency).amount or rule.id in (line.chosen or ())
    ]

    def place(rule: WithholdingRule) -> tuple[bool, bool, bool]:
        return rule.id not in (line.chosen or ()), rule.id in line.owed.withheld, rule.id not in form.usual

    return sorted(possible, key=place)


def _option(
    rule: WithholdingRule, chosen: dict[str, Withholding], line: PaidLine, currency: str, words: Words
) -> Block:
    held = chosen.get(rule.id) or withholding_of(rule, line.owed.bases, currency=currency)
    return option(phrases.rule_sum(rule, held, line.owed.bases, words), rule.id)


def _choices(label: str, action: str, options: list[Block], chosen: dict[str, Withholding], line: PaidLine) -> Block:
    ids = [each["value"] for each in options if each["value"] in chosen]
    element = checkboxes if action == WITHHELD else multi_choice
    block = _block(action, line, choice_digest(ids))
    return field(label, element(action, options, chosen=ids), block_id=block, optional=True, dispatch=True)


def _by_hand(form: Paying, line: PaidLine, share: Share, words: Words) -> list[Block]:
    if not form.by_hand:
        return []
    return [_held(line, each, words) for each in share.withholdings]


def _held(line: PaidLine, held: Withholding, words: Words) -> Block:
    drawn = line.amounts.get(held.id) or plain_number(held.amount)
    amount = text_input(HELD, initial=drawn, longest=LONGEST_AMOUNT, on_enter=True)
    label = words.t(
        "{withholding} de {number}, según el certificado",
        withholding=plain(held.name, 60),
        number=plain(line.owed.number, 40),
    )
    return field(label, amount, block_id=_block(HELD, line, f"{held.id}:{drawn}"), optional=True, dispatch=True)


def _block(action: str, line: PaidLine, drawn: str) -> str:
    return f"{action}:{line.owed.invoice_id}:{drawn}"[:255]
