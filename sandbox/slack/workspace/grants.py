"""What a workspace has granted the app: a token with its scopes, until the app is removed or the token revoked."""

from dataclasses import dataclass, field

from sandbox.slack.refusal import SlackRefusal


@dataclass(frozen=True)
class Grant:
    token: str
    scopes: frozenset[str] | None = None
    """None: whatever the manifest asks for, as in a workspace whose app is made from it."""
    by: str = ""


@dataclass
class Grants:
    current: Grant | None = None
    optional: frozenset[str] = frozenset()
    """Of the manifest's optional scopes, those that an admin has granted."""
    _ended: dict[str, str] = field(default_factory=dict)
    """Token -> the code that it is refused with."""

    def give(self, grant: Grant) -> None:
        """Installing again gives the same bot token (assumed), with the scopes of the new request added."""
        self._ended.pop(grant.token, None)
        self.current = grant

    def knows(self, token: str) -> bool:
        return token in self._ended or (self.current is not None and token == self.current.token)

    def check(self, token: str) -> None:
        """Raises SlackRefusal."""
        if token in self._ended:
            raise SlackRefusal(self._ended[token])
        if self.current is None or token != self.current.token:
            raise SlackRefusal("invalid_auth")

    def remove_app(self) -> None:
        """A bot token is `account_inactive` from then on (method pages, "Errors")."""
        self._end("account_inactive")

    def revoke(self) -> None:
        """What auth.revoke does to a bot token: it is `token_revoked` (assumed), and the app is gone."""
        self._end("token_revoked")

    def _end(self, code: str) -> None:
        if self.current is not None:
            self._ended[self.current.token] = code
            self.current, self.optional = None, frozenset()
