"""How Slack says no to an app."""

from typing import Any


class SlackRefusal(Exception):
    """A Web API call that ends with `"ok": false` and one of the codes of the Slack fact sheet, 4."""

    def __init__(
        self,
        code: str,
        messages: list[str] | None = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(f"{code} {messages or ''}".strip())
        self.code = code
        self.messages = messages or []
        self.status = status
        self.headers = headers or {}
        self.extra = extra

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer
