"""Every key in Redis: its pattern, how long it lives and what it means."""

from dataclasses import dataclass

MINUTE = 60
DAY = 24 * 60 * MINUTE

CALL_SECONDS = 10 * MINUTE
"""Longer than redis-py goes on re-sending one call."""
SETTLED_SECONDS = 400 * DAY
"""More than a year, so that a yearly question still finds its answer."""
RESERVED_SECONDS = 7 * DAY
COMPOSITION_SECONDS = 7 * DAY
PERSON_SECONDS = 60 * MINUTE
GROUPS_SECONDS = DAY
CHANNEL_SECONDS = DAY
WAKE_SECONDS = MINUTE
REQUESTS_SECONDS = MINUTE
SLOT_HELD_SECONDS = 9
"""Renewed three times in it."""
HINTS_SECONDS = 60 * MINUTE
REQUEST_LIMIT_SECONDS = 60 * MINUTE
"""A limit that was learnt from a refusal is tried again after this."""
ASKED_SECONDS = 30 * MINUTE
"""As long as the ways to answer a command are good for (Slack fact sheet 2.1)."""
ADMIN_CODE_SECONDS = 15 * MINUTE
LAST_COMPANY_SECONDS = 90 * DAY
HOME_SECONDS = 30 * DAY
WRITTEN_SECONDS = MINUTE
REPLAY_SECONDS = 10 * MINUTE
"""Twice the window in which a signature is accepted."""


@dataclass(frozen=True)
class Kept:
    pattern: str
    """Below the company's prefix, with `*` for what varies."""
    seconds: int | None
    """None: for good."""
    meaning: str


KEPT = (
    Kept("doc:*", None, "hash: a document; one of phase `notice` expires with its last operation"),
    Kept("history:*", None, "list: the acts of a document, oldest first; expires with it"),
    Kept("doc-ops:*", None, "sorted set: a document's operations by time of acceptance; expires with it"),
    Kept("docs:*", None, "sorted set by phase: documents by time of creation"),
    Kept("petitions", None, "sorted set: documents on which something is asked for that waits for votes, by when"),
    Kept(
        "waiting",
        None,
        "hash: document that waits -> whom its card was drawn to ask; `*`: the roles it was drawn under",
    ),
    Kept("by-alegra-id", None, "hash: Alegra's invoice id -> document"),
    Kept("linked", None, "hash: what a person says an operation became in Alegra -> the operation"),
    Kept("by-card", None, "hash: message -> document; older versions wrote it, and nothing reads it any more"),
    Kept("layout", None, "hash, everywhere: the number of the newest layout, and the version that brought it"),
    Kept("reserved:*", RESERVED_SECONDS, "a document's id, promised to a form that is still open"),
    Kept("op:*", None, "hash: an operation; expires 400 days after its end was shown"),
    Kept("ops:*", None, "sorted set by state: operations by time of acceptance"),
    Kept("unsettled", None, "sorted set: operations with something left to do or to show"),
    Kept("undrawn", None, "sorted set: documents of which a message was being redrawn, by when it was begun"),
    Kept("due", None, "sorted set: when an operation is next looked after; its schedule and its lease"),
    Kept("wake", WAKE_SECONDS, "list: a nudge for a worker that waits"),
    Kept("unreadable", None, "sorted set: operations that the version which met them last could not read, by time"),
    Kept("clock", None, "the latest time that the sweep has seen: when the store's clock goes back, by how much"),
    Kept("team", None, "the workspace that the token opened last, for a start while Slack refuses it"),
    Kept("outages", None, "hash: what Slack does not let Cobro do, and since when"),
    Kept("written", WRITTEN_SECONDS, "everywhere: written now and then, to see whether the store takes writes"),
    Kept("lane", None, "hash: why nothing goes out to Alegra, and until when"),
    Kept("call:*", CALL_SECONDS, "the answer to a call of a script, for when the call is sent again"),
    Kept("composition:*", COMPOSITION_SECONDS, "hash: what somebody has typed into a form so far"),
    Kept("person:*", PERSON_SECONDS, "a person as Slack describes them"),
    Kept("groups", GROUPS_SECONDS, "Slack's user groups with their members, and when Slack was asked"),
    Kept("channel:*", CHANNEL_SECONDS, "a channel as Slack described it: whether anybody may read it"),
    Kept(
        "preferences", None, "hash: what admins chose in Slack, by name, the revision of it all, and who is deactivated"
    ),
    Kept("admin-code", ADMIN_CODE_SECONDS, "the fingerprint of a code that makes somebody the first admin"),
    Kept("preferences-history", None, "list: who changed the preferences, when, oldest first"),
    Kept("replay:*", REPLAY_SECONDS, "the nonce of the request that came first with this signature"),
    Kept("seen:*", None, "set: ids that were announced, or were there before Cobro"),
    Kept("directory:*", None, "hash: a copy of one resource of Alegra's directory, by id"),
    Kept("directory-version:*", None, "counter: grows with every change of the copy"),
    Kept("directory-changes:*", None, "sorted set: id -> version in which the entry last changed"),
    Kept("directory-pass:*", None, "set: ids met in the full pass that is under way"),
    Kept("directory-progress:*", None, "where a copying job goes on after a pause"),
    Kept(
        "requests:*",
        REQUESTS_SECONDS,
        "everywhere: how many requests a user of Alegra's has made in this minute; expires with it",
    ),
    Kept("request-limit:*", REQUEST_LIMIT_SECONDS, "everywhere: how many Alegra allows in a minute, as it said last"),
    Kept("installations", None, "hash, everywhere: workspace -> its installation of Cobro, the token sealed"),
    Kept("departures", None, "hash, everywhere: workspace that removed Cobro -> how far its deletion has come"),
    Kept("sealers", None, "sorted set, everywhere: process and the key it seals with -> when it was last alive"),
    Kept("companies", None, "hash, everywhere: id -> a company beside that of the environment, Alegra's token sealed"),
    Kept("asked:*", ASKED_SECONDS, "everywhere: what somebody wanted, before they said of which company"),
    Kept("last-company:*", LAST_COMPANY_SECONDS, "everywhere: the company that a person used last"),
    Kept("home:*", HOME_SECONDS, "everywhere: what was last published to a person's Home tab, as a fingerprint"),
    Kept("audit", None, "list: what was done, an entry each, oldest first"),
    Kept("audit-seals", None, "list: the seals of the audit's entries, in their order"),
    Kept("audit-checked", None, "what checking the whole audit found the last time, and when"),
    Kept("audit-of:*", None, "list: the numbers of a document's entries in the audit"),
    Kept("replicas", None, "sorted set: process and version -> when it was last alive; those of yesterday are dropped"),
    Kept("alive-at", None, "when any process was last alive, also one that has ended since; in milliseconds"),
    Kept("withheld:*", SETTLED_SECONDS, "hash: what a client withheld, by payment; renewed by the next one"),
    Kept("hints", HINTS_SECONDS, "set: what Alegra's webhooks hinted at and nobody has looked at yet"),
    Kept("hook-secrets", None, "hash, everywhere: company -> the secret in the address of its webhooks"),
    Kept("slots", None, "hash: job -> planned time of the last slot that was accepted"),
    Kept("slot-held:*", SLOT_HELD_SECONDS, "some replica is at this job; renewed while it is"),
)

EVERYWHERE = "_"
"""Stands where a company's id does, and is none: what belongs to this Cobro as a whole. Marked "everywhere" above."""


class Keys:
    """The keys of one company. The hash tag keeps one company's keys together."""

    def __init__(self, company: str) -> None:
        self.company = company
        self.prefix = f"cobro:{{{company}}}:"

    def __call__(self, *parts: str) -> str:
        """`keys("doc", "D-7K3Q")` is `cobro:{main}:doc:D-7K3Q`."""
        return self.prefix + ":".join(parts)
