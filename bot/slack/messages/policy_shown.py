"""`/cobro policy`: whose approval is asked for, in plain words; what is proposed; whom some totals would wait for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.eligibility import Roles
from bot.billing.patience import Patience
from bot.billing.policy import DEFAULT_POLICY, EVERYBODY, Level, Matter, Policy, Routine
from bot.billing.substitutions import Substitution
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, divider, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import mention
from bot.slack.policy_lines import Company, amounts_to_try, own_documents_line, policy_lines, preview_line
from bot.store.groups import Group
from bot.store.records import Act

CHANGE, ACCEPT, REFUSE, STAND_IN = "policy.change", "policy.accept", "policy.refuse", "policy.stand_in"
MOST_CHANGES = 3


@dataclass(frozen=True)
class Proposed:
    policy: Policy
    by: str
    at: int
    id: str
    is_mine: bool = False
    substitution: Substitution | None = None
    """What is proposed, where it is not about the levels."""


@dataclass(frozen=True)
class PolicyShown:
    policy: Policy
    company: Company
    now: int
    proposed: Proposed | None = None
    changes: tuple[Act, ...] = ()
    """Made in Slack, newest last."""
    may_change: bool = False
    may_approve: bool = False
    amount: Decimal | None = None
    """Whom a document of this total would wait for; None: of the totals at which the policy asks for others."""


def draw(shown: PolicyShown, words: Words) -> Message:
    title = words.t("Política de aprobación")
    blocks = [
        *paragraphs([f"*{title}*", *policy_lines(shown.policy, shown.company, words)]),
        *paragraphs(_previews(shown.policy, shown, words)),
        *paragraphs(_stand_in(each, words) for each in shown.company.roles.substitutions),
        context(_rules(words)),
        *(_proposal(shown.proposed, shown, words) if shown.proposed else ()),
        *(context(_change(act, shown, words)) for act in shown.changes[-MOST_CHANGES:][::-1]),
    ]
    change = button(words.t("Cambiar"), action=CHANGE) if shown.may_change else None
    stand_in = button(words.t("Suplencias"), action=STAND_IN) if shown.may_change or shown.may_approve else None
    if change or stand_in:
        blocks.append(actions(change, stand_in, block_id="policy"))
    return Message(title, tuple(blocks))


def _previews(policy: Policy, shown: PolicyShown, words: Words) -> list[str]:
    amounts = [shown.amount] if shown.amount is not None else amounts_to_try(policy, shown.company)
    own = own_documents_line(policy, shown.company, words)
    return [*(f"• {preview_line(policy, amount, shown.company, words)}" for amount in amounts), *filter(None, [own])]


def _rules(words: Words) -> str:
    return words.t(
        "Una persona, un voto; nadie aprueba lo que pidió o editó. Lo que ya espera sigue con la política con la que empezó. "
        "Con `/cobro policy 5000000` ves a quién le tocaría ese total."
    )


def _proposal(proposed: Proposed, shown: PolicyShown, words: Words) -> list[Block]:
    moment = words.moment(proposed.at, now_ms=shown.now)
    title = words.t("🗳️ *{person} propone* {moment}:", person=mention(proposed.by), moment=moment)
    blocks = [divider(), *paragraphs([title, *_proposed(proposed, shown, words)])]
    if not shown.may_change:
        return blocks
    refuse = button(words.t("Retirar") if proposed.is_mine else words.t("Rechazar"), action=REFUSE, value=proposed.id)
    if proposed.is_mine:
        waits = context(words.t("Vale cuando la acepte otra persona que administre."))
        return [*blocks, waits, actions(refuse, block_id="policy.proposed")]
    accept = button(words.t("Aceptar el cambio"), action=ACCEPT, value=proposed.id, style="primary")
    return [*blocks, actions(accept, refuse, block_id="policy.proposed")]


def _proposed(proposed: Proposed, shown: PolicyShown, words: Words) -> list[str]:
    if proposed.substitution:
        return [_stand_in(proposed.substitution, words)]
    return [*policy_lines(proposed.policy, shown.company, words), *_previews(proposed.policy, shown, words)]


def _stand_in(each: Substitution, words: Words) -> str:
    return words.t(
        "🏖️ {substitute} vota en lugar de {away}, del {first} al {last}",
        substitute=mention(each.substitute),
        away=mention(each.away),
        first=words.day(each.first, weekday=False),
        last=words.day(each.last, weekday=False),
    )


def _change(act: Act, shown: PolicyShown, words: Words) -> str:
    proposer = str(act.detail.get("proposed_by") or "")
    said = {
        "policy": words.t("cambió la política"),
        "stand_in": words.t("puso una suplencia"),
        "policy_proposed": words.t("propuso un cambio"),
        "policy_refused": words.t("rechazó el cambio propuesto"),
    }
    also = words.t("lo propuso {person}", person=mention(proposer)) if proposer and proposer != act.by else ""
    return phrases.dotted(words.moment(act.at, now_ms=shown.now), mention(act.by), said.get(act.what, ""), also)


_FINANCE = Group("S0FINANZAS", "finanzas", "Finanzas", (samples.BRUNO, samples.DIEGO))
_COMPANY = Company(
    "COP",
    Roles(approvers=frozenset({samples.BRUNO, samples.DIEGO}), members={_FINANCE.id: frozenset({samples.BRUNO})}),
    {_FINANCE.id: _FINANCE},
)
_LEVELS = Policy(
    (
        Level(),
        Level(frozenset(Matter), amount=Decimal(20_000_000), people=(_FINANCE.id, samples.CARLA), needed=EVERYBODY),
        Level(currency="USD", amount=Decimal(5000), people=(samples.BRUNO, samples.DIEGO), needed=2),
        Level(currency="USD", people=(samples.DIEGO,)),
    ),
    routine=Routine(Decimal(500_000)),
    break_glass=True,
    patience=Patience(4, 8, (samples.CARLA,), 10),
)
_AWAY = Substitution(samples.DIEGO, samples.BRUNO, dt.date(2025, 11, 26), dt.date(2025, 12, 5))
_PLAIN = PolicyShown(DEFAULT_POLICY, _COMPANY, samples.NOW)
_PROPOSED = Proposed(_LEVELS, samples.DIEGO, samples.NOW - samples.MINUTE, "1")
_ACTS = (
    Act(samples.NOW - samples.DAY, samples.DIEGO, "policy_proposed"),
    Act(samples.NOW - samples.MINUTE, samples.BRUNO, "policy", {"proposed_by": samples.DIEGO}),
    Act(samples.NOW, samples.BRUNO, "policy_refused", {"proposed_by": samples.DIEGO}),
)
SAMPLES: Mapping[str, PolicyShown] = {
    "as it comes": _PLAIN,
    "levels": replace(_PLAIN, policy=_LEVELS, changes=_ACTS, may_change=True),
    "of an amount": replace(_PLAIN, policy=_LEVELS, amount=Decimal(30_000_000)),
    "a substitute": replace(
        _PLAIN, company=replace(_COMPANY, roles=replace(_COMPANY.roles, substitutions=(_AWAY,))), may_approve=True
    ),
    "a substitute is proposed": replace(_PLAIN, proposed=replace(_PROPOSED, substitution=_AWAY), may_change=True),
    "proposed": replace(_PLAIN, proposed=_PROPOSED, may_change=True),
    "proposed by oneself": replace(_PLAIN, proposed=replace(_PROPOSED, is_mine=True), may_change=True),
    "proposed, seen by others": replace(_PLAIN, proposed=_PROPOSED),
    "hostile": replace(
        _PLAIN,
        policy=_LEVELS,
        company=replace(_COMPANY, groups={_FINANCE.id: replace(_FINANCE, handle=samples.HOSTILE)}),
    ),
}
