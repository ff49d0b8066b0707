"""The accidents there are, in the order in which a request meets them."""

from typing import Literal, get_args

Refusing = Literal[
    "drop_before",  # the connection is closed, nothing happened
    "error_before",  # `status`, nothing happened
    "rate_limited",  # 429
    "rate_limited_as_400",  # 400 with code 429
    "unauthorised",  # 401
    "suspended",  # 402
    "forbidden",  # 403
    "late_commit",  # the connection is closed at once, the effect lands `seconds` later
]
Delaying = Literal[
    "slow",  # `seconds` pass, then the request is carried out
    "slow_answer",  # carried out at once, answered `seconds` later
]
Spoiling = Literal[
    "lost_answer",  # carried out, then the connection is closed without an answer
    "error_after",  # carried out, answered `status`
    "unreadable",  # carried out, answered 200 with half of the JSON
]
Stamping = Literal[
    "refuse_stamp",  # by `code`
    "authority_down",  # EPR503 until cleared
    "stamp_waits",  # accepted `seconds` later; with a `code`, rejected then
    "stamp_rejected",  # a CUFE, and yet rejected
    "stamp_observed",  # accepted with observations
]
Kind = Refusing | Delaying | Spoiling | Stamping

REFUSING: tuple[Refusing, ...] = get_args(Refusing)
DELAYING: tuple[Delaying, ...] = get_args(Delaying)
SPOILING: tuple[Spoiling, ...] = get_args(Spoiling)
STAMPING: tuple[Stamping, ...] = get_args(Stamping)
KINDS: tuple[str, ...] = (*REFUSING, *DELAYING, *SPOILING, *STAMPING)
