"""What each thing that can be typed or pressed is, for the table of roles (`bot.billing.eligibility.PERMITTED`).

Whatever is not listed here counts as something that writes: nobody who only sees may do it. A test compares this with
the listeners, so that a new verb or button cannot be forgotten.
"""

from collections.abc import Mapping
from typing import Any

from bot.billing.eligibility import Act
from bot.slack import author_buttons, home, petition, suggestion, without_second
from bot.slack.messages import (
    approval_card,
    approved_card,
    audit_story,
    directory_list,
    discarded_card,
    invoice_list,
    invoice_search,
    issued_card,
    needs_person_card,
    new_entry,
    operations_list,
    payment_list,
    payment_notice,
    policy_shown,
    roles_list,
    surplus_notice,
    unknown_card,
    voided_card,
)
from bot.slack.modals import (
    break_glass,
    bulk_approval,
    choose,
    closed_period,
    draft,
    draft_line,
    draft_more,
    draft_paste,
    email,
    link,
    link_ask,
    new_client,
    new_item,
    payment,
    payment_client,
    payment_reversal,
    policy,
    reopen,
    resolve,
    return_,
    risk_aside,
    roles,
    send_again,
    settings,
    setup,
    stand_in,
    void,
    withdraw,
)
from bot.slack.modals.payment_state import WEIGHED
from bot.slack.verbs import HELP, SPANISH, verb_called
from handlers.asked import Asked, asked
from handlers.dry_run_flag import without_dry_run

VERBS: Mapping[tuple[str, str], Act] = {
    ("invoice", ""): Act.DRAFT,
    ("invoice", "create"): Act.DRAFT,
    ("invoice", "list"): Act.SEE,
    ("invoice", "show"): Act.SEE,
    ("invoice", "find"): Act.SEE,
    ("invoice", "approve"): Act.APPROVE,
    ("invoice", "preview"): Act.SEE,
    ("invoice", "email"): Act.COLLECT,
    ("invoice", "void"): Act.SEE,  # why it cannot be voided is told to everybody
    ("invoice", "reopen"): Act.SEE,  # as above
    ("invoice", "clone"): Act.DRAFT,
    ("payment", "record"): Act.COLLECT,
    ("payment", "list"): Act.SEE,
    ("payment", "void"): Act.VOID,
    ("payment", "reopen"): Act.VOID,
    ("client", ""): Act.SEE,
    ("client", "find"): Act.SEE,
    ("client", "create"): Act.DRAFT,
    ("client", "statement"): Act.SEE,
    ("item", ""): Act.SEE,
    ("item", "find"): Act.SEE,
    ("item", "create"): Act.DRAFT,
    ("cobro", "help"): Act.SEE,
    ("cobro", "roles"): Act.SEE,
    ("cobro", "policy"): Act.SEE,
    ("cobro", "settings"): Act.ADMINISTER,
    ("cobro", "status"): Act.SEE,
    ("cobro", "audit"): Act.AUDIT,
    ("cobro", "doctor"): Act.ADMINISTER,
    ("cobro", "operations"): Act.ADMINISTER,
    ("cobro", "setup"): Act.SEE,
}
"""By noun and verb, as `bot.slack.verbs` calls them."""
FORM = (
    draft.CLIENT, draft.ITEM, draft.QUANTITY, draft.PRICE, draft.TERM, draft.START_AFRESH,
    draft.ADD_LINE, draft.LINE, draft.SAME_AGAIN, draft.PASTE, draft.MORE,
)  # fmt: skip
"""Of a draft, whether it is new or edited: `bot.actions.submissions` knows which, and asks again."""
SUGGESTION = (suggestion.TAKE_OVER, suggestion.DECLINE)
PETITION = (petition.APPROVE, petition.REFUSE)
EMERGENCY = (Asked("action", without_second.BREAK_GLASS), Asked("submission", break_glass.CALLBACK))
POLICY = (policy_shown.CHANGE, policy_shown.ACCEPT, policy_shown.REFUSE)
BULK = (bulk_approval.NEXT, bulk_approval.PREVIOUS, home.APPROVE_MANY)
LISTENERS: Mapping[Asked, Act] = {
    **{Asked("action", entry): Act.EDIT for entry in FORM},
    Asked("options", draft.CLIENT): Act.EDIT,
    Asked("options", draft.ITEM): Act.EDIT,
    Asked("submission", draft.SUBMIT): Act.EDIT,
    Asked("submission", draft_line.SUBMIT): Act.EDIT,
    Asked("submission", draft_paste.SUBMIT): Act.EDIT,
    Asked("submission", draft_more.SUBMIT): Act.EDIT,
    Asked("action", author_buttons.CORRECT): Act.EDIT,
    Asked("action", author_buttons.ASK_AGAIN): Act.EDIT,
    Asked("action", author_buttons.DISCARD): Act.DELETE,
    Asked("action", discarded_card.DELETE): Act.DELETE,
    Asked("action", surplus_notice.DELETE): Act.DELETE,
    Asked("action", approval_card.APPROVE): Act.APPROVE,
    Asked("action", audit_story.EVIDENCE): Act.AUDIT,
    Asked("action", approval_card.RETURN): Act.EDIT,  # whoever asked for it withdraws it there
    Asked("action", author_buttons.WITHDRAW): Act.EDIT,
    Asked("submission", withdraw.CALLBACK): Act.EDIT,
    Asked("action", approved_card.UNDO): Act.UNDO,
    Asked("submission", return_.CALLBACK): Act.APPROVE,
    **{Asked("action", entry): Act.APPROVE for entry in BULK},
    Asked("submission", bulk_approval.CALLBACK): Act.APPROVE,
    Asked("submission", risk_aside.CALLBACK): Act.ADMINISTER,
    Asked("action", approval_card.MORE): Act.SEE,
    Asked("action", issued_card.MORE): Act.SEE,
    Asked("action", invoice_list.SHOW): Act.SEE,
    Asked("action", issued_card.PAY): Act.COLLECT,
    Asked("action", issued_card.EMAIL): Act.COLLECT,
    **{Asked("action", entry): Act.COLLECT for entry in (*WEIGHED, payment.BY_HAND, payment.SEVERAL)},
    Asked("submission", payment.CALLBACK): Act.COLLECT,
    Asked("options", payment_client.CLIENT): Act.COLLECT,
    Asked("submission", payment_client.CALLBACK): Act.COLLECT,
    Asked("submission", email.CALLBACK): Act.COLLECT,
    Asked("action", issued_card.VOID): Act.SEE,  # why it cannot be voided is told to everybody
    Asked("submission", void.CALLBACK): Act.VOID,
    Asked("action", voided_card.REOPEN): Act.SEE,
    Asked("submission", reopen.CALLBACK): Act.VOID,
    Asked("options", choose.INVOICE): Act.SEE,
    Asked("submission", choose.CALLBACK): Act.SEE,  # its form asks who may, and so does what the form sends
    Asked("action", invoice_search.PAGE): Act.SEE,
    Asked("action", payment_list.PAGE): Act.SEE,
    Asked("action", payment_list.REVERSE): Act.VOID,
    Asked("action", payment_notice.MORE): Act.SEE,
    Asked("submission", payment_reversal.VOID_CALLBACK): Act.VOID,
    Asked("submission", payment_reversal.REOPEN_CALLBACK): Act.VOID,
    Asked("action", roles_list.CHANGE): Act.ADMINISTER,
    Asked("submission", roles.CALLBACK): Act.ADMINISTER,
    **{Asked("action", entry): Act.EDIT for entry in SUGGESTION},
    **{Asked("action", entry): Act.VOID for entry in PETITION},
    **{Asked("action", entry): Act.ADMINISTER for entry in POLICY},
    Asked("submission", policy.CALLBACK): Act.ADMINISTER,
    **dict.fromkeys(EMERGENCY, Act.ADMINISTER),
    Asked("action", policy_shown.STAND_IN): Act.VOID,  # by approvers for themselves, by admins for anybody
    Asked("submission", stand_in.CALLBACK): Act.VOID,
    Asked("submission", settings.CALLBACK): Act.ADMINISTER,
    Asked("submission", closed_period.CALLBACK): Act.ADMINISTER,
    Asked("action", unknown_card.LOOK_NOW): Act.LOOK,
    Asked("action", needs_person_card.LOOK_AGAIN): Act.RESOLVE,
    Asked("action", needs_person_card.RESOLVE): Act.RESOLVE,
    Asked("action", needs_person_card.LINK): Act.RESOLVE,
    Asked("action", needs_person_card.SEND_AGAIN): Act.RESOLVE,
    Asked("submission", resolve.CALLBACK): Act.RESOLVE,
    Asked("submission", link_ask.CALLBACK): Act.RESOLVE,
    Asked("submission", link.CALLBACK): Act.RESOLVE,
    Asked("submission", send_again.CALLBACK): Act.RESOLVE,
    Asked("action", operations_list.SHOW): Act.ADMINISTER,
    Asked("action", operations_list.PAGE): Act.ADMINISTER,
    Asked("action", setup.LOOK_AGAIN): Act.SEE,
    Asked("action", setup.SETTINGS): Act.ADMINISTER,
    Asked("action", home.NEW_INVOICE): Act.DRAFT,
    Asked("action", directory_list.MORE): Act.SEE,
    Asked("action", directory_list.NEW_CLIENT): Act.DRAFT,
    Asked("action", directory_list.NEW_ITEM): Act.DRAFT,
    Asked("submission", new_client.CALLBACK): Act.DRAFT,
    Asked("submission", new_item.CALLBACK): Act.DRAFT,
    Asked("action", new_entry.INVOICE): Act.DRAFT,
    Asked("action", home.RESUME): Act.DRAFT,
    Asked("action", home.RECORD_PAYMENT): Act.COLLECT,
    Asked("action", home.SETTINGS): Act.ADMINISTER,
    Asked("shortcut", "invoice.new"): Act.DRAFT,
    Asked("shortcut", "factura.nueva"): Act.DRAFT,
    Asked("shortcut", "invoice.from_message"): Act.DRAFT,
    Asked("shortcut", "factura.de_mensaje"): Act.DRAFT,
    Asked("shortcut", "payment.from_message"): Act.COLLECT,
    Asked("shortcut", "pago.de_mensaje"): Act.COLLECT,
}


def act_of(body: Mapping[str, Any], *, command_prefix: str = "") -> Act:
    about = asked(body)
    if about.kind == "command":
        return _typed(about.id.removeprefix(f"/{command_prefix}"), str(body.get("text") or ""))
    return Act.SEE if about.kind == "event" else LISTENERS.get(about, Act.EDIT)


def _typed(command: str, text: str) -> Act:
    """What is not understood gets help, and that is for everybody."""
    noun = next((noun for noun, spanish in SPANISH.items() if command in {noun, spanish}), "")
    word, _, rest = without_dry_run(text)[0].partition(" ")
    verb = verb_called(noun, word)
    if verb is None or word.lower() in HELP or rest.strip().lower() in HELP:
        return Act.SEE
    return VERBS.get((noun, verb.name), Act.EDIT)
