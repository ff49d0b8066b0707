"""What Slack sends, signed in advance and no two alike: the same bytes a second time are refused (design 10)."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from bot.slack.messages import approval_card
from bot.slack.modals import draft
from bot.slack.references import Reference

TEAM = "T0RIVERA01"
HEAD = (
    "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "X-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {length}\r\n\r\n"
)


@dataclass
class Signer:
    """Makes whole HTTP requests. They are good for five minutes from when they were made (Slack fact sheet 1.7)."""

    secret: str
    channel: str
    numbers: "count[int]" = field(default_factory=count)

    def command(self, text: str, *, by: str) -> bytes:
        number = next(self.numbers)
        return self._signed(
            command="/invoice",
            text=text,
            user_id=by,
            user_name="somebody",
            team_id=TEAM,
            team_domain="rivera",
            channel_id=self.channel,
            channel_name="facturacion",
            api_app_id="A0COBRO001",
            is_enterprise_install="false",
            response_url=f"https://hooks.slack.com/commands/{TEAM}/{number}/abcdefghijklmnop",
            trigger_id=self._trigger(number),
        )

    def approval(self, document: str, *, by: str) -> bytes:
        """A press of the button of a card whose first revision waits for approval."""
        place = {"type": "message", "message_ts": "1764148000.000100", "channel_id": self.channel}
        value = Reference(document, 1, f"{document}/stamp/1").pack()
        action = {
            "type": "button",
            "action_id": approval_card.APPROVE,
            "block_id": "approve",
            "value": value,
            "action_ts": "1764148001.1",
        }
        return self._payload("block_actions", by, container=place, channel={"id": self.channel}, actions=[action])

    def query(self, text: str, *, by: str) -> bytes:
        """A key press in the field of the client."""
        view = {"id": "V0BENCH001", "type": "modal", "callback_id": draft.SUBMIT, "private_metadata": "D-0000"}
        return self._payload(
            "block_suggestion", by, action_id=draft.CLIENT, block_id="client", value=text, view=view, container={}
        )

    def _payload(self, kind: str, by: str, **rest: Any) -> bytes:
        number = next(self.numbers)
        who = {
            "user": {"id": by, "team_id": TEAM},
            "team": {"id": TEAM, "domain": "rivera"},
            "api_app_id": "A0COBRO001",
        }
        payload = {"type": kind, **who, "trigger_id": self._trigger(number), "is_enterprise_install": False, **rest}
        return self._signed(payload=json.dumps(payload))

    def _trigger(self, number: int) -> str:
        return f"{time.time_ns()}.{number}.abcdef0123456789"

    def _signed(self, **form: str) -> bytes:
        body, at = urlencode(form).encode(), int(time.time())
        signature = hmac.new(self.secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        return HEAD.format(at=at, signature=f"v0={signature}", length=len(body)).encode() + body
