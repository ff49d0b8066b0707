"""What the local Slack imitates, what it imitates in part, and what it does not; each rule with its source.

A test compares the methods with those that are answered, so this table cannot drift. FS: Slack fact sheet;
LW: local workspace fact sheet; assumed: nobody could look at the real Slack.
"""

from dataclasses import dataclass
from typing import Literal

Support = Literal["supported", "partial", "absent"]


@dataclass(frozen=True)
class Entry:
    support: Support
    source: str
    missing: str = ""


METHODS: dict[str, Entry] = {
    "apps.connections.open": Entry("supported", "FS 2.8"),
    "apps.manifest.validate": Entry(
        "absent", "FS 5", "needs a configuration token; the manifest is tried by being used"
    ),
    "apps.uninstall": Entry("partial", "FS 1.8, 2.7", "client_id_token_mismatch: there is one app"),
    "auth.revoke": Entry(
        "partial", "FS 2.7; that a bot token answers token_revoked afterwards is assumed", "user tokens"
    ),
    "auth.test": Entry("supported", "FS 1.2"),
    "blocks.validate": Entry("supported", "FS 3.3; the names of the constraints' types are assumed"),
    "bots.info": Entry("supported", "LW 6"),
    "chat.delete": Entry("supported", "FS 4"),
    "chat.getPermalink": Entry("partial", "FS 2.2", "the link leads to the local page"),
    "chat.postEphemeral": Entry("partial", "FS 2.9", "attachments are not shown"),
    "chat.postMessage": Entry(
        "partial", "FS 2.9", "unfurling, reply_broadcast, msg_blocks_too_long, restricted channels"
    ),
    "chat.scheduleMessage": Entry("absent", "FS 2.2", "the app keeps its own timetable"),
    "chat.unfurl": Entry("absent", "FS 2.2", "no link domains in the manifest"),
    "chat.update": Entry("partial", "FS 2.9", "edit_window_closed, file_ids"),
    "conversations.history": Entry(
        "partial", "FS 2.2", "latest, oldest and inclusive are passed over; cursors are row numbers"
    ),
    "conversations.info": Entry("supported", "FS 2.2"),
    "conversations.join": Entry("absent", "FS 2.2", "people invite the app"),
    "conversations.list": Entry("partial", "FS 2.2", "cursors are row numbers"),
    "conversations.members": Entry("partial", "FS 2.2", "cursors are row numbers"),
    "conversations.open": Entry("partial", "FS 2.2", "one person at a time"),
    "conversations.replies": Entry(
        "partial", "FS 2.2", "latest, oldest and inclusive are passed over; cursors are row numbers"
    ),
    "files.completeUploadExternal": Entry("partial", "FS 2.10", "shares at once, where Slack takes a moment"),
    "files.delete": Entry("supported", "FS 2.10"),
    "files.getUploadURLExternal": Entry("partial", "FS 2.10", "storage limits, forbidden types"),
    "files.info": Entry("supported", "FS 2.2"),
    "oauth.v2.access": Entry(
        "partial",
        "the method's page; FS 1.8",
        "token rotation, PKCE, user tokens, installations of a whole organization",
    ),
    "reactions.add": Entry("absent", "FS 1.5", "no reactions on the page"),
    "team.info": Entry("supported", "assumed"),
    "usergroups.list": Entry("supported", "the method's page; plan_upgrade_required on the free plan"),
    "usergroups.users.list": Entry("supported", "the method's page"),
    "users.conversations": Entry("absent", "FS 2.2", "conversations.list tells the same"),
    "users.info": Entry("supported", "FS 2.2, LW 6"),
    "users.list": Entry("partial", "FS 2.2", "cursors are row numbers"),
    "users.lookupByEmail": Entry("supported", "FS 4"),
    "views.open": Entry("partial", "FS 2.5", "interactivity_pointer; opening over an open modal replaces it (assumed)"),
    "views.publish": Entry("supported", "FS 2.5"),
    "views.push": Entry("supported", "FS 2.5"),
    "views.update": Entry("supported", "FS 2.5"),
}

RULES: dict[str, Entry] = {
    "acknowledgement within 3 s of real time": Entry("supported", "FS 2.1"),
    "Block Kit: shapes, limits, surfaces": Entry(
        "partial", "FS 3, 3.1", "data_visualization is not in Slack's types yet"
    ),
    "blocks: newer ones are refused in modals and Home": Entry(
        "supported", "assumed, where FS 3.1 finds sources that disagree"
    ),
    "commands: unknown, in threads, escaped text": Entry("supported", "FS 2.3; that & becomes an entity is assumed"),
    "channels: /invite and /remove bring the app in and out": Entry("supported", "assumed"),
    "echo: ids, defaults, escapes": Entry("partial", "LW 4", "emoji stay emoji instead of becoming :shortcodes:"),
    "events: three retries, x-slack-no-retry": Entry("partial", "FS 2.1", "a subscription is never switched off"),
    "files: completing twice answers file_not_found": Entry("supported", "assumed"),
    "files: a person's message carries them, with or without text": Entry("supported", "assumed"),
    "message shown under a click that the app missed": Entry("supported", "assumed"),
    "metadata larger than 8,000 bytes is refused": Entry("supported", "assumed"),
    "installing: a code works once and for ten minutes; the address must be registered": Entry(
        "supported", "FS 1.8; the codes that the page shows are assumed"
    ),
    "installing: a guest may not (restricted_action)": Entry("supported", "assumed"),
    "installing again gives the same bot token": Entry("supported", "assumed"),
    "plans: the free one has no user groups": Entry("supported", "usergroups.list's page"),
    "plans: the free one shows 90 days of messages": Entry("supported", "Slack's page of plans; assumed for the API"),
    "rates: 1 post a second per channel, bursts of 4": Entry("supported", "FS 2.2; the size of the burst is assumed"),
    "rates: a tier's least number is its limit": Entry("supported", "FS 2.2; assumed"),
    "response_url: 5 uses, 30 minutes": Entry("supported", "FS 2.1; the bodies' codes are assumed"),
    "scopes and kinds of tokens": Entry("supported", "FS 2.2, 4"),
    "signatures on real time": Entry("supported", "FS 1.7"),
    "Socket Mode: hello, envelopes, disconnect": Entry(
        "partial", "FS 2.8", "debug_reconnects, the warning before a refresh"
    ),
    "thread_ts of a message that is not there: cannot_reply_to_message": Entry("supported", "assumed"),
    "trigger_id: 3 s of real time, one use": Entry("supported", "FS 2.1"),
    "uninstalling: both events are sent, and the bot token is account_inactive": Entry(
        "supported", 'FS 2.7; the methods\' pages, "Errors"'
    ),
    "views: stack of 3, hash, external_id, input kept, 250 KB": Entry("supported", "FS 2.5"),
    "views: a closed view's external_id is free again": Entry("supported", "assumed"),
}
