"""From which phase of a document an act or a finding may lead to which (design 4 and 5)."""

from bot.store.records import Phase

FOUND_OUTSIDE = {Phase.ISSUED, Phase.VOIDED, Phase.DELETED}
"""Somebody stamped, voided or deleted it in Alegra."""

MOVES: dict[Phase, set[Phase]] = {
    Phase.CREATING: {Phase.PENDING, Phase.FAILED, *FOUND_OUTSIDE},
    Phase.FAILED: {Phase.CREATING, Phase.DISCARDED},
    Phase.PENDING: {Phase.APPROVED, Phase.RETURNED, Phase.DISCARDED, *FOUND_OUTSIDE},
    Phase.APPROVED: {Phase.PENDING, *FOUND_OUTSIDE},
    Phase.RETURNED: {Phase.PENDING, Phase.DISCARDED, *FOUND_OUTSIDE},
    Phase.DISCARDED: FOUND_OUTSIDE,
    Phase.ISSUED: {Phase.VOIDED},
    Phase.VOIDED: {Phase.ISSUED},
    Phase.DELETED: set(),
    Phase.NOTICE: set(),
}
"""What was issued is never deleted, nor goes back."""
