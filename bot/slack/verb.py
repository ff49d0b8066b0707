"""A verb that can be typed: what it does, an example of it, and its names in Spanish."""

from dataclasses import dataclass
from functools import cached_property

from bot.locale.command_names import SPANISH


@dataclass(frozen=True)
class Verb:
    noun: str
    name: str
    """Empty: the bare command."""
    says: str
    """What it does; a phrase of `Words`."""
    example: str = ""
    """What stands behind the verb; it works as typed."""
    aliases: tuple[str, ...] = ()
    more: str = ""
    """What else its own help tells; a phrase of `Words`."""
    writes: bool = False
    """Takes `--dry-run`: shows what would be sent and does nothing."""

    @cached_property
    def typed(self) -> str:
        """`/invoice show FE341`."""
        return _typed(self.noun, self.name, self.example)

    @cached_property
    def typed_in_spanish(self) -> str:
        """`/factura ver FE341`; empty where it has no other name."""
        said = _typed(SPANISH[self.noun], self.aliases[0] if self.aliases else self.name, self.example)
        return said if said != self.typed else ""


def _typed(*words: str) -> str:
    return "/" + " ".join(word for word in words if word)
