import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from bot.store.connection import (
    Evicts,
    IsCluster,
    NotAppendOnly,
    StoreTooOld,
    UnsafeStore,
    check_information,
    check_persistence,
    connect,
    connect_socket,
)
from bot.store.embedded import FolderInUse, NoEmbeddedStore, NotMainThread, StoreDidNotStart, launch

WRITER = """
    import sys
    from pathlib import Path
    from redis import Redis
    from bot.store.embedded import launch

    running = launch(Path(sys.argv[1]), dies_with_parent=sys.argv[2] == "dies")
    client = Redis(unix_socket_path=str(running.socket))
    print(client.info("server")["process_id"], flush=True)
    while True:
        print(client.incr("written"), flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def writing(folder: Path) -> Iterator[Callable[[str], tuple[int, int]]]:
    """Run a bot that writes, SIGKILL it in the middle; answers its server's process id and what it had written."""
    started: list[subprocess.Popen[str]] = []
    servers: list[int] = []

    def write_and_be_killed(what_the_server_does: str) -> tuple[int, int]:
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), what_the_server_does]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own interpreter
        started.append(writer)
        assert writer.stdout
        servers.append(server := int(writer.stdout.readline()))
        while (written := int(writer.stdout.readline())) < 200:
            pass
        writer.kill()
        return server, max([written, *[int(line) for line in writer.stdout.read().split()]])

    yield write_and_be_killed
    for writer in started:
        writer.kill()
        writer.communicate()
    for server in filter(is_running, servers):
        os.kill(server, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the server is taken over")
def test_a_killed_bot_loses_nothing_and_leaves_no_server(
    writing: Callable[[str], tuple[int, int]], folder: Path
) -> None:
    for _ in range(3):
        server, written = writing("dies")
        running = launch(folder)
        ends_within(server, seconds=40)
        client = Redis(unix_socket_path=str(running.socket), decode_responses=True)
        assert int(str(client.get("written"))) >= written
        client.delete("written")
        client.close()
        running.close()


def test_where_the_server_outlives_the_bot_the_next_one_takes_it_over(
    writing: Callable[[str], tuple[int, int]], folder: Path
) -> None:
    server, written = writing("survives")
    assert is_running(server)
    running = launch(folder, dies_with_parent=False)
    client = Redis(unix_socket_path=str(running.socket), decode_responses=True)
    assert client.info("server")["process_id"] == server
    assert int(str(client.get("written"))) >= written
    client.close()
    running.close()
    ends_within(server, seconds=40)


def test_a_second_bot_on_one_folder_is_told_what_to_do(folder: Path) -> None:
    running = launch(folder)
    try:
        with pytest.raises(FolderInUse, match="REDIS_URL"):
            launch(folder, wait_seconds=0.05)
    finally:
        running.close()


def test_a_closed_store_leaves_its_data_and_no_process(folder: Path) -> None:
    running = launch(folder)
    client = Redis(unix_socket_path=str(running.socket), decode_responses=True)
    server = int(client.info("server")["process_id"])
    client.set("kept", "yes")
    client.close()
    running.close()
    ends_within(server, seconds=40)
    assert not running.socket.parent.exists()
    again = launch(folder)
    client = Redis(unix_socket_path=str(again.socket), decode_responses=True)
    assert client.get("kept") == "yes"
    client.close()
    again.close()


def test_only_the_main_thread_launches_it(folder: Path) -> None:
    raised: list[Exception] = []

    def elsewhere() -> None:
        try:
            launch(folder)
        except NotMainThread as error:
            raised.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(raised) == 1


def test_a_machine_without_a_server_that_runs_is_told_what_to_do(folder: Path, tmp_path: Path) -> None:
    for_another_machine = tmp_path / "valkey-server"
    for_another_machine.write_bytes(b"MZ not for this machine")
    for_another_machine.chmod(0o700)
    with pytest.raises(NoEmbeddedStore, match="REDIS_URL"):
        launch(folder, binary=for_another_machine)
    launch(folder, wait_seconds=0).close()


def test_a_store_that_cannot_read_its_data_says_what_the_server_said(folder: Path) -> None:
    running = launch(folder)
    running.close()
    (folder / "appendonlydir" / "appendonly.aof.manifest").write_text("not a manifest\n", encoding="utf-8")
    with pytest.raises(StoreDidNotStart, match="manifest"):
        launch(folder)


async def test_the_embedded_store_keeps_what_it_is_given(folder: Path) -> None:
    running = launch(folder)
    client = connect_socket(running.socket)
    await check_persistence(client)
    await client.config_set("appendonly", "no")
    with pytest.raises(NotAppendOnly):
        await check_persistence(client)
    await client.aclose()
    running.close()


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"aof_enabled": 0}, NotAppendOnly),
        ({"maxmemory_policy": "allkeys-lru"}, Evicts),
        ({"cluster_enabled": 1}, IsCluster),
        ({"redis_version": "6.2.14"}, StoreTooOld),
    ],
)
def test_a_store_that_would_lose_something_is_refused(changed: dict[str, object], error: type[UnsafeStore]) -> None:
    safe = {"redis_version": "7.2.4", "aof_enabled": 1, "maxmemory_policy": "noeviction", "cluster_enabled": 0}
    check_information(safe)
    with pytest.raises(error):
        check_information(safe | changed)


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="scheme"):
        connect("http://localhost")


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return not is_zombie(process_id)


def is_zombie(process_id: int) -> bool:
    """Ended, and not yet missed by the process that inherited it."""
    status = Path(f"/proc/{process_id}/stat")
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return False


def ends_within(process_id: int, *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while is_running(process_id):
        if time.monotonic() > until:
            os.kill(process_id, signal.SIGKILL)
            pytest.fail("the server lives on")
        time.sleep(0.01)
