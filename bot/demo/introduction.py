"""What a newcomer reads and sees once everything answers."""

import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from bot.locale import Words


def introduction(words: Words, *, slack: str, alegra: str, log: Path) -> str:
    return "\n".join(
        [
            "",
            f"  Slack    {slack}",
            f"  Alegra   {alegra}",
            "",
            "  "
            + words.t(
                "Ana vende y pide facturas; Bruno las aprueba; Carla cobra; Diego administra; Emma lee en inglés."
            ),
            "  " + words.t("Prueba: como Ana, escribe /factura crear en #facturacion; después pasa a Bruno y aprueba."),
            "  " + words.t("Nada sale de esta máquina. El registro está en {log}. Ctrl-C termina todo.", log=log),
            "",
        ]
    )


def open_browser(url: str, environment: Mapping[str, str]) -> None:
    """Nothing without a display: Python would open a browser inside this terminal."""
    if sys.platform == "darwin" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)
