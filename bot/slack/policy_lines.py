"""An approval policy in plain words: what it asks, level by level, and whom it would ask for a document of some amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.eligibility import Roles
from bot.billing.panels import Panel, panels_of
from bot.billing.patience import Patience
from bot.billing.policy import EVERYBODY, Case, Level, Matter, Policy, Routine
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import inert, mention
from bot.slack.risk_chips import NAMES
from bot.slack.role_names import named
from bot.store.groups import Group

MATTERS: Mapping[Matter, str] = {
    Matter.INVOICE: phrase("Emitir facturas"),
    Matter.CREDIT: phrase("Anular facturas"),
    Matter.PAYMENT_VOID: phrase("Anular pagos"),
    Matter.DISCARD: phrase("Borrar borradores"),
}


@dataclass(frozen=True)
class Company:
    """What a policy is read against."""

    currency: str
    roles: Roles
    groups: Mapping[str, Group]
    """Those that Slack knows, by id."""


def policy_lines(policy: Policy, company: Company, words: Words) -> list[str]:
    """A line for each level."""
    lines = [f"{number}. {_level(level, company, words)}" for number, level in enumerate(policy.levels, 1)]
    emergencies = words.t("⚠️ En una emergencia, quien administra puede emitir sin segunda persona, con un motivo.")
    routine = [_routine(policy.routine, company, words)] if policy.routine else []
    return [*routine, *lines, *([emergencies] if policy.break_glass else ()), *_patience(policy.patience, words)]


def _patience(patience: Patience, words: Words) -> list[str]:
    """What becomes of what nobody decides; in one line, none where nothing does."""
    hours, days = patience.remind_hours, patience.expire_days
    remind = words.n("recuerda cada hora hábil", "recuerda cada {count} horas hábiles", hours) if hours else ""
    ends = words.n("vence después de {count} día hábil", "vence después de {count} días hábiles", days) if days else ""
    said = phrases.dotted(remind, _escalation(patience, words), ends)
    return [words.t("⏰ Lo que nadie decide: {said}", said=said)] if said else []


def _escalation(patience: Patience, words: Words) -> str:
    if not patience.escalate_hours:
        return ""
    people = phrases.either(patience.escalate_to, words) or words.t("quien administra")
    return words.n(
        "después de {count} hora hábil puede decidir también {people}",
        "después de {count} horas hábiles puede decidir también {people}",
        patience.escalate_hours,
        people=people,
    )


def preview_line(policy: Policy, amount: Decimal, company: Company, words: Words) -> str:
    """Whom an invoice of that total would wait for, in their order, as things are now."""
    case = Case(Matter.INVOICE, amount, company.currency)
    asked = " → ".join(_asked(panel, words) for panel in panels_of(policy, case, roles=company.roles))
    if policy.routine and amount <= policy.routine.amount:
        asked = words.t("{asked}, salvo que sea de rutina (nivel 0)", asked=asked)
    if not amount:
        return words.t("Una factura de cualquier total esperaría a {asked}", asked=asked)
    return words.t(
        "Una factura de {amount} esperaría a {asked}", amount=words.money(amount, company.currency), asked=asked
    )


def own_documents_line(policy: Policy, company: Company, words: Words) -> str:
    """Whose own invoices nobody could approve: none approves what they asked for. Empty where there is always somebody."""
    levels = [level for level in policy.levels if Matter.INVOICE in level.matters] or [Level()]
    approvers = sorted(company.roles.approvers)
    stuck = [person for person in approvers if any(_lacks(level, company.roles, person) for level in levels)]
    if not stuck:
        return ""
    people = phrases.either(stuck, words)
    return words.t("⚠️ Si la pide o la edita {people}, en algún nivel no habrá quién la apruebe.", people=people)


def amounts_to_try(policy: Policy, company: Company) -> Sequence[Decimal]:
    """From where it asks for somebody else, of invoices in the company's money."""
    steps = {level.amount for level in policy.levels if level.currency in {"", company.currency}}
    return sorted(steps | {Decimal(0)})


def _lacks(level: Level, roles: Roles, person: str) -> bool:
    named = roles.opened(level.people) if level.people else roles.approvers
    return len((named & roles.approvers) - {person}) < (1 if level.needed == EVERYBODY else level.needed)


def _routine(routine: Routine, company: Company, words: Words) -> str:
    amount = words.money(routine.amount, company.currency)
    if routine.repeats_last:
        return words.t(
            "0. *Sin clic*: lo que repite la factura anterior de un cliente sin vencidos, a precios de lista, hasta {amount}",
            amount=amount,
        )
    return words.t(
        "0. *Sin clic*: a un cliente ya facturado y sin vencidos, a precios de lista sin descuento, hasta {amount}",
        amount=amount,
    )


def _level(level: Level, company: Company, words: Words) -> str:
    matters = ", ".join(words.t(MATTERS[matter]) for matter in Matter if matter in level.matters)
    return f"*{phrases.dotted(matters, _from(level, company, words))}*: {_who(level, company, words)}"


def _from(level: Level, company: Company, words: Words) -> str:
    """From which total, and because of which risks."""
    risks = words.listed([words.t(name) for kind, name in NAMES.items() if kind in level.risks], alternatives=True)
    if not risks:
        return _from_total(level, company, words)
    if not level.amount:
        return words.t("solo por alertas: {risks}", risks=risks)
    return words.t("{total}, o por alertas: {risks}", total=_from_total(level, company, words), risks=risks)


def _from_total(level: Level, company: Company, words: Words) -> str:
    currency = inert(level.currency, 3)
    if not level.amount:
        return words.t("en {currency}", currency=currency) if currency else ""
    amount = words.money(level.amount, currency or company.currency)
    if currency:
        return words.t("desde {amount}, en {currency}", amount=amount, currency=currency)
    return words.t("desde {amount}", amount=amount)


def _who(level: Level, company: Company, words: Words) -> str:
    if not level.people:
        return _of_all_approvers(level, words)
    people = [named([entry], company.groups, words) for entry in level.people]
    if level.needed == EVERYBODY:
        return words.t("todas: {people}", people=words.listed(people)) if len(people) > 1 else people[0]
    return _some_of(people, level.needed, words)


def _some_of(people: list[str], needed: int, words: Words) -> str:
    if needed == 1:
        return words.listed(people, alternatives=True)
    return words.t("{needed} de {people}", needed=needed, people=words.listed(people))


def _of_all_approvers(level: Level, words: Words) -> str:
    if level.needed == EVERYBODY:
        return words.t("todas las personas que aprueban")
    return words.n("{count} persona de quienes aprueban", "{count} personas de quienes aprueban", level.needed)


def _asked(panel: Panel, words: Words) -> str:
    if len(panel.people) < panel.needed:
        return words.t("⚠️ {needed}, y solo hay {count}", needed=panel.needed, count=len(panel.people))
    return _some_of([mention(person) for person in sorted(panel.people)], panel.needed, words)
