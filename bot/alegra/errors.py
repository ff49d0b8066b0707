"""What can go wrong with Alegra, one class per situation (Alegra fact sheet 3; design 4.3 and 4.4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, free of secrets and cut to a readable length."""

    method: str
    path: str
    """Without the query of a signed link."""
    request: str = ""
    status: int | None = None
    answer: str = ""


class AlegraError(Exception):
    def __init__(self, exchange: Exchange, sentence: str) -> None:
        super().__init__(sentence)
        self.exchange = exchange

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r}, {self.exchange!r})"


class NeverSent(AlegraError):
    """The request did not leave: no connection, no name, no place in the pool. Sending it again is safe."""

    def __init__(self, exchange: Exchange, why: str) -> None:
        super().__init__(exchange, f"Alegra could not be reached: {why}")
        self.why = why


class RateLimited(AlegraError):
    """Too many requests, as 429 or as 400 with `code` 429 (Alegra fact sheet 1.2). Nothing happened."""

    def __init__(self, exchange: Exchange, retry_after: float) -> None:
        super().__init__(exchange, f"Alegra asks to wait {retry_after:g} s")
        self.retry_after = retry_after


class Unauthorized(AlegraError):
    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange, "Alegra does not accept these credentials")


class Suspended(AlegraError):
    def __init__(self, exchange: Exchange, message: str) -> None:
        super().__init__(exchange, f"The Alegra account is suspended or its plan does not include this: {message}")
        self.message = message


class Forbidden(AlegraError):
    """Also an address that answers with a redirect: credentials are not carried to another one."""

    def __init__(self, exchange: Exchange, message: str) -> None:
        super().__init__(exchange, f"The Alegra user may not do this: {message}")
        self.message = message


class NotFound(AlegraError):
    def __init__(self, exchange: Exchange, message: str) -> None:
        super().__init__(exchange, f"Alegra has no such thing: {message}")
        self.message = message


class Refused(AlegraError):
    """A definite no.

    `code` is Alegra's application code or the repeated status; `authority_codes` are those of the e-invoicing provider
    found in the text (AEP2011, EPR503, D0001); `created_id` is the draft that exists all the same (fact sheet 5.5).
    """

    def __init__(
        self,
        exchange: Exchange,
        *,
        status: int,
        message: str,
        code: int | None = None,
        authority_codes: tuple[str, ...] = (),
        created_id: str = "",
    ) -> None:
        super().__init__(exchange, f"Alegra refused ({status}{f', code {code}' if code else ''}): {message}")
        self.status = status
        self.message = message
        self.code = code
        self.authority_codes = authority_codes
        self.created_id = created_id


class OutcomeUnknown(AlegraError):
    """A write may or may not have happened: look before sending again. Of a read: nothing was learnt."""

    def __init__(self, exchange: Exchange, why: str, *, created_id: str = "") -> None:
        super().__init__(exchange, f"Nobody knows whether Alegra did it: {why}")
        self.why = why
        self.created_id = created_id


class Unreadable(OutcomeUnknown):
    """A success whose body is not what the fact sheet says."""


class AlreadyAtAuthority(OutcomeUnknown):
    """AEP2011: the document was sent before or is in process; look, never resend."""


class AuthorityDown(OutcomeUnknown):
    """EPR500 and EPR503: the tax authority does not answer; what reached it is not known yet."""


class LinkRefused(AlegraError):
    """A signed link to a paper that does not open: expired, or the paper is not there yet."""

    def __init__(self, exchange: Exchange, why: str) -> None:
        super().__init__(exchange, f"The paper could not be fetched: {why}")
        self.why = why
