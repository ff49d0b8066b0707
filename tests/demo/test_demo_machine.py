import pytest

from bot.demo.command import check_machine
from bot.demo.plan import CannotStart
from bot.demo.programs import clean, exported_setting
from bot.locale import SPANISH_OF_COLOMBIA, Words

SPANISH = Words(SPANISH_OF_COLOMBIA)


@pytest.mark.parametrize(("system", "libc"), [("Linux", "glibc"), ("Darwin", "")])
def test_the_demo_runs_on_linux_with_glibc_and_on_macos(system: str, libc: str) -> None:
    check_machine(SPANISH, system=system, libc=libc)


@pytest.mark.parametrize(
    ("system", "libc", "advice"), [("Windows", "", "WSL"), ("Linux", "musl", "Debian"), ("FreeBSD", "", "FreeBSD")]
)
def test_elsewhere_the_demo_says_what_to_do(system: str, libc: str, advice: str) -> None:
    with pytest.raises(CannotStart, match=advice):
        check_machine(SPANISH, system=system, libc=libc)


def test_the_demo_neither_reads_a_real_cobros_settings_nor_asks_a_proxy() -> None:
    real = {"REDIS_URL": "redis://prod", "SLACK_BOT_TOKEN": "xoxb-real", "COBRO_CHANNEL": "C1", "ALEGRA_TOKEN": "t"}
    assert clean({**real, "HTTPS_PROXY": "p", "http_proxy": "p", "PATH": "/bin", "LANG": "C"}) == {
        "PATH": "/bin",
        "LANG": "C",
    }


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("export COBRO_CHANNEL=C0FACTURAS", ("COBRO_CHANNEL", "C0FACTURAS")),
        ("export COBRO_APPROVERS=U1,U2", ("COBRO_APPROVERS", "U1,U2")),
        ("export NAME='two words'", ("NAME", "two words")),
        ("export URL=http://127.0.0.1:1/?a=b", ("URL", "http://127.0.0.1:1/?a=b")),
        ("# The local Slack: http://127.0.0.1:4100", None),
        ("", None),
    ],
)
def test_the_sandboxs_export_lines_are_read_as_a_shell_would(line: str, read: tuple[str, str] | None) -> None:
    assert exported_setting(line) == read
