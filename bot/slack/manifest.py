"""The app's manifest as this installation needs it: transport, address, names of commands; and the scopes it asks for.

`manifest.yml` is that of HTTP at an address of nobody's. What is written from it stays YAML, line by line, so that people
can compare the two.
"""

import re
import sysconfig
from pathlib import Path

from bot.locale.command_names import prefixed

NOBODYS_ADDRESS = "https://cobro.example.com"
LINE_OF_AN_ADDRESS = re.compile(rf"^\s*[\w-]+:\s*\[?[\"']?{re.escape(NOBODYS_ADDRESS)}\S*\n", re.MULTILINE)
ADDRESS_OF_A_COMMAND = re.compile(rf",\s*url:\s*\"{re.escape(NOBODYS_ADDRESS)}[^\"]*\"")
COMMAND = re.compile(r"(?<=command: )/[a-z]+")
BOT_SCOPES = re.compile(r"^\s*bot:\s*\[([^\]]*)\]", re.MULTILINE)
SOCKET_MODE_OFF, SOCKET_MODE_ON = "socket_mode_enabled: false", "socket_mode_enabled: true"


class ManifestMissing(Exception):
    def __init__(self, looked_at: list[Path]) -> None:
        super().__init__(f"no manifest.yml at {' or '.join(map(str, looked_at))}")


def manifest_path() -> Path:
    """That of the checkout, or the one that the wheel installed. Raises ManifestMissing."""
    places = [Path(__file__).parents[2] / "manifest.yml", Path(sysconfig.get_path("data"), "share/cobro/manifest.yml")]
    for place in places:
        if place.is_file():
            return place
    raise ManifestMissing(places)


def manifest_for(text: str, *, public_url: str, command_prefix: str = "") -> str:
    """`public_url` is where Slack reaches Cobro, without a path; empty means Socket Mode, which needs no address."""
    named = COMMAND.sub(lambda found: prefixed(found.group(), command_prefix), text)
    if public_url:
        return named.replace(NOBODYS_ADDRESS, public_url.rstrip("/"))
    without = LINE_OF_AN_ADDRESS.sub("", ADDRESS_OF_A_COMMAND.sub("", named))
    return without.replace(SOCKET_MODE_OFF, SOCKET_MODE_ON)


def scopes_of(text: str) -> frozenset[str]:
    """Those that the bot's token must have."""
    found = BOT_SCOPES.search(text)
    return frozenset(scope.strip(" \"'\n") for scope in found[1].split(",")) if found else frozenset()
