import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

PARENT = """
    import signal, subprocess, sys
    from bot.parent import die_with_parent

    number = signal.Signals(int(sys.argv[1]))
    child = [sys.executable, "-c", sys.argv[2], sys.argv[1], sys.argv[3]]
    signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    subprocess.run(child, preexec_fn=die_with_parent(number))
"""
CHILD = """
    import pathlib, signal, sys

    number, heard = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    print("lives", flush=True)
    heard.write_text(str(int(signal.sigwait({number}))), "utf-8")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the kernel offers no such thing")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGUSR1])
def test_a_child_gets_its_signal_when_its_parent_is_killed(tmp_path: Path, number: signal.Signals) -> None:
    heard = tmp_path / "heard"
    sources = [textwrap.dedent(source) for source in (PARENT, CHILD)]
    command = [sys.executable, "-c", sources[0], str(int(number)), sources[1], str(heard)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603  our own interpreter
        assert parent.stdout
        assert parent.stdout.readline() == "lives\n"
        parent.kill()
        parent.stdout.read()  # to its end, which is that of the child

    assert heard.read_text("utf-8") == str(int(number))
