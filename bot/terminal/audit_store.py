"""The store, opened to read the audit: that of a Cobro that runs, or of one that is stopped. No token is needed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.store.audit import Audit, audited_companies
from bot.store.connection import Client, connect, connect_socket, redis_time
from bot.store.embedded import FolderInUse, NoEmbeddedStore, StoreDidNotStart, launch
from bot.store.keys import Keys
from bot.store.running import running_socket
from bot.store.scripts import Store
from bot.terminal.store_reading import CannotReach, CannotRead

USUAL_FOLDER = ".cobro"
WRITTEN = "appendonlydir"
RETRIES = 1


@asynccontextmanager
async def opened(environment: Mapping[str, str]) -> AsyncIterator[Client]:
    """Raise CannotRead and CannotReach."""
    url, folder = environment.get("REDIS_URL", "").strip(), _folder(environment)
    if url:
        client = _connected(url)
    elif socket := running_socket(folder):
        client = connect_socket(socket, retries=RETRIES)
    elif (folder / WRITTEN).is_dir():
        async with _launched(folder) as client:
            yield client
        return
    else:
        raise CannotRead("nothing", place=folder)
    try:
        yield client
    finally:
        await client.aclose()


async def audits(client: Client, company: str, environment: Mapping[str, str]) -> tuple[Audit, ...]:
    """Of one company, or of all. Raise CannotRead when there is none."""
    companies = await audited_companies(client)
    wanted = [each for each in companies if company in ("", each)]
    if not wanted:
        raise CannotRead("nothing", place="REDIS_URL" if environment.get("REDIS_URL") else _folder(environment))
    clock = redis_time(client)
    return tuple(Audit(Store(client=client, keys=Keys(each), clock=clock)) for each in wanted)


def _folder(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("COBRO_DATA_DIR", "").strip() or USUAL_FOLDER)


def _connected(url: str) -> Client:
    try:
        return connect(url, retries=RETRIES)
    except ValueError as wrong:
        raise CannotReach("REDIS_URL") from wrong


@asynccontextmanager
async def _launched(folder: Path) -> AsyncIterator[Client]:
    """Of a Cobro that is stopped: served as long as the reading takes."""
    try:
        embedded = launch(folder)
    except (FolderInUse, NoEmbeddedStore, StoreDidNotStart) as why:
        raise CannotReach(type(why).__name__) from why
    client = connect_socket(embedded.socket, retries=RETRIES)
    try:
        yield client
    finally:
        await client.aclose()
        embedded.close()
