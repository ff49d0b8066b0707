"""Settings in a file: `.env` where the command is typed, or the one that --env-file names. The environment wins.

The grammar is what Docker, Compose, systemd and a shell read alike: NAME=value, a line each; `#` begins a comment;
`export` before the name and quotes around the value may be left out.
"""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from bot.locale import Words

USUAL = Path(".env")
LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
QUOTED = re.compile(r"""(["'])(.*)\1(?:\s+#.*)?""")
COMMENT = re.compile(r"\s+#.*")


class EnvFileMissing(Exception):
    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file, self.why = file, why


class EnvFileWrong(Exception):
    """A line that is none; never shown, since it may hold a secret."""

    def __init__(self, file: Path, line: int) -> None:
        super().__init__(f"{file}, line {line}: not NAME=value")
        self.file, self.line = file, line


def add_option(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--env-file",
        metavar="FILE",
        help=words.t("archivo con los ajustes; sin él, .env de esta carpeta si lo hay; vacío, ninguno"),
    )


def environment_with(given: argparse.Namespace, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, and what the file says of everything else. Raise EnvFileMissing and EnvFileWrong."""
    file = chosen_file(given)
    from_file = read_env_file(file) if file else {}
    return {
        **from_file,
        **{name: value for name, value in environment.items() if value.strip() or name not in from_file},
    }


def chosen_file(given: argparse.Namespace) -> Path | None:
    """None where there is no file to read; one that was named is answered even when it is not there."""
    if given.env_file is not None:
        return Path(given.env_file) if given.env_file else None
    return USUAL if USUAL.is_file() else None


def read_env_file(file: Path) -> dict[str, str]:
    """Raise EnvFileMissing and EnvFileWrong."""
    try:
        return parsed(file.read_text(encoding="utf-8"), file)
    except (OSError, UnicodeDecodeError) as why:
        raise EnvFileMissing(file, getattr(why, "strerror", "") or type(why).__name__) from why


def parsed(text: str, file: Path) -> dict[str, str]:
    """By name; of a name that comes twice, the last. Raise EnvFileWrong."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        setting = LINE.fullmatch(line.strip())
        if setting is None:
            raise EnvFileWrong(file, number)
        found[setting[1]] = _value(setting[2])
    return found


def sentence(error: EnvFileMissing | EnvFileWrong, words: Words) -> str:
    if isinstance(error, EnvFileWrong):
        return words.t(
            "La línea {line} de {file} no es NOMBRE=valor. Corrígela y vuelve a intentarlo.",
            line=error.line,
            file=error.file,
        )
    return words.t(
        "No puedo leer {file} ({why}). Escribe `cobro setup` para hacerlo, o nombra otro con --env-file.",
        file=error.file,
        why=error.why,
    )


def _value(text: str) -> str:
    quoted = QUOTED.fullmatch(text)
    return quoted[2] if quoted else COMMENT.sub("", text)
