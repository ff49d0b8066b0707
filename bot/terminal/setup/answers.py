"""What is known so far: said by flags, a file, the environment, or an earlier sitting; and what was checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.terminal.env_file import EnvFileMissing, read_env_file
from bot.terminal.setup.env_writing import with_settings, write_private

DRAFT_ENDING = ".setup"
"""Of the file in which an interrupted sitting is kept, beside the one that will be written."""


@dataclass
class Answers:
    """`checked` is what was asked and found good; `offered` is what may be taken over by pressing Enter."""

    offered: Mapping[str, str]
    draft: Path
    checked: dict[str, str] = field(default_factory=dict)

    @classmethod
    def gathered(cls, *, said: Mapping[str, str], environment: Mapping[str, str], file: Path) -> "Answers":
        """`said`: by flags and by a file of answers, which count most. Raise EnvFileWrong."""
        draft = file.with_name(f"{file.name}{DRAFT_ENDING}")
        kept, interrupted = _read(file), _read(draft)
        filled = {name: value for name, value in environment.items() if value.strip()}
        still = {name: value for name, value in interrupted.items() if said.get(name, value) == value}
        return cls({**kept, **interrupted, **filled, **said}, draft, still)

    def __getitem__(self, name: str) -> str:
        """What was checked, else what is offered, else nothing."""
        return self.checked.get(name) or self.offered.get(name, "")

    def check_off(self, name: str, value: str) -> None:
        """Remember it, also across sittings. Raise OSError."""
        self.checked[name] = value
        write_private(self.draft, with_settings("", self.checked))

    def forget_draft(self) -> None:
        self.draft.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, str]:
    try:
        return read_env_file(file)
    except EnvFileMissing:
        return {}
