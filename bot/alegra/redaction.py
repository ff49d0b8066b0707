"""Takes out of a text what must not be logged or shown."""

import base64
import re

SHOWN_CHARACTERS = 2000
SIGNATURE = re.compile(r"(Signature|Policy|Key-Pair-Id)=[^&\"\\\s]+")
"""What makes a link to a paper open for everybody (Alegra fact sheet 1.6)."""


class Redaction:
    def __init__(self, *, email: str, token: str) -> None:
        basic = base64.b64encode(f"{email}:{token}".encode()).decode()
        self._secrets = tuple(secret for secret in (token, basic) if secret)

    def __call__(self, text: str) -> str:
        """The text without secrets, cut to `SHOWN_CHARACTERS`."""
        return self.of(text)[:SHOWN_CHARACTERS]

    def of(self, text: str) -> str:
        """The whole text without credentials and signatures."""
        for secret in self._secrets:
            text = text.replace(secret, "<redacted>")
        return SIGNATURE.sub(r"\1=<redacted>", text)
