"""What a button, a menu option or a modal remembers about what it was drawn for: ids only, never contents."""

import json
from dataclasses import dataclass


class BadReference(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__("This is not a reference that Cobro wrote")
        self.text = text


@dataclass(frozen=True)
class Reference:
    document: str
    revision: int = 0
    operation: str = ""
    """The id reserved for the operation that this click would begin (design 4)."""
    verb: str = ""
    """Only in the options of an overflow menu, which share one action id; and where a button is about one thing of several."""
    rehearse: bool = False
    """Only in a form: submitting it shows what would be sent, and nothing is accepted (`--dry-run`)."""
    channel: str = ""
    """Only in a form: where it was opened, for a private answer."""

    def pack(self) -> str:
        """At most 150 characters, as an option's value allows (Slack fact sheet 3)."""
        fields = {
            "d": self.document,
            "r": self.revision,
            "o": self.operation,
            "v": self.verb,
            "t": self.rehearse,
            "c": self.channel,
        }
        return json.dumps({key: value for key, value in fields.items() if value}, separators=(",", ":"))

    def reserved(self, *kinds: str) -> str:
        """The operation, empty where none was reserved. Raise BadReference unless it is of this document and of such a kind.

        Who may do one thing does no other under its name.
        """
        if self.operation and not any(self.operation.startswith(f"{self.document}/{kind}/") for kind in kinds):
            raise BadReference(self.pack())
        return self.operation

    @classmethod
    def unpack(cls, text: str) -> "Reference":
        """Raises BadReference: the value came back from outside."""
        try:
            fields = json.loads(text)
        except ValueError as error:
            raise BadReference(text) from error
        match fields:
            case {"d": str(document), **rest}:
                revision, rehearse = rest.get("r", 0), rest.get("t", False)
                operation, verb, channel = rest.get("o", ""), rest.get("v", ""), rest.get("c", "")
            case _:
                raise BadReference(text)
        if not (type(revision) is int and type(rehearse) is bool and isinstance(operation, str)):
            raise BadReference(text)
        if not (isinstance(verb, str) and isinstance(channel, str)):
            raise BadReference(text)
        return cls(document, revision, operation, verb, rehearse, channel)
