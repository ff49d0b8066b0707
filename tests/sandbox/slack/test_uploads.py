import json
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.slack.little_bot import Scene, section

PDF = b"%PDF-1.7 a real enough paper"


async def refused(answer: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await answer
    return str(error.value.response["error"])


async def get(address: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(address)


async def test_a_file_is_shared_in_a_thread_with_its_bytes(stage: Scene) -> None:
    card = await stage.client.chat_postMessage(channel="C0FACTURAS", text="FE342")
    await stage.client.files_upload_v2(
        channel="C0FACTURAS", filename="FE342.pdf", title="FE342", content=PDF, thread_ts=card["ts"]
    )
    reply = await stage.person("ana").messages()[0].reply("FE342")
    assert reply.content("FE342.pdf") == PDF
    shown = await get(reply.files[0]["url_private"])
    assert (shown.content, shown.headers["content-type"]) == (PDF, "application/pdf")
    assert shown.headers["content-disposition"].startswith("inline")
    saved = await get(reply.files[0]["url_private_download"])
    assert saved.headers["content-disposition"].startswith("attachment")


async def test_two_files_come_in_one_message(stage: Scene) -> None:
    uploads = [{"filename": "FE342.pdf", "content": PDF}, {"filename": "FE342.xml", "content": b"<a/>"}]
    await stage.client.files_upload_v2(channel="C0FACTURAS", file_uploads=uploads, initial_comment="Papeles")
    message = await stage.person("ana").sees("Papeles")
    assert [file["filetype"] for file in message.files] == ["pdf", "xml"]


async def test_what_a_browser_could_run_is_saved_and_never_shown(stage: Scene) -> None:
    await stage.client.files_upload_v2(channel="C0FACTURAS", filename="x.svg", content="<svg/>", title="dibujo")
    file = (await stage.person("ana").sees("dibujo")).files[0]
    answer = await get(file["url_private"])
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def begun(stage: Scene, *, length: int = len(PDF)) -> dict[str, str]:
    answer = await stage.client.files_getUploadURLExternal(filename="a.pdf", length=length)
    return {"id": answer["file_id"], "url": answer["upload_url"]}


async def sent(url: str, content: bytes) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(url, content=content)


async def test_the_announced_length_must_come(stage: Scene) -> None:
    stage.traffic.expect("upload")
    file = await begun(stage)
    assert (await sent(file["url"], PDF + b"more")).status_code == 400
    assert (await sent(file["url"], PDF)).text == f"OK - {len(PDF)}"
    assert (await sent(f"{stage.url}/upload/v1/F0NADA", PDF)).status_code == 404


async def test_a_file_is_completed_once_and_only_with_its_bytes(stage: Scene) -> None:
    stage.traffic.expect("file_not_found")
    file = await begun(stage)
    complete = stage.client.files_completeUploadExternal
    assert await refused(complete(files=[{"id": file["id"]}], channel_id="C0FACTURAS")) == "file_not_found"
    await sent(file["url"], PDF)
    await complete(files=[{"id": file["id"]}], channel_id="C0FACTURAS")
    assert await refused(complete(files=[{"id": file["id"]}], channel_id="C0FACTURAS")) == "file_not_found"


async def test_where_a_file_cannot_be_shared_the_code_says_why(stage: Scene) -> None:
    stage.traffic.expect("files.completeUploadExternal")
    file = await begun(stage)
    await sent(file["url"], PDF)
    complete = stage.client.files_completeUploadExternal
    for channel, error in [
        ("U0ANA00001", "invalid_channel"),
        ("C0VENTAS01", "not_in_channel"),
        ("C0X", "channel_not_found"),
    ]:
        assert await refused(complete(files=[{"id": file["id"]}], channel_id=channel)) == error
    many = ",".join(["C0FACTURAS"] * 101)
    too_many = stage.client.api_call(
        "files.completeUploadExternal", params={"files": f'[{{"id": "{file["id"]}"}}]', "channels": many}
    )
    assert await refused(too_many) == "channels_limit_exceeded"
    wrong = complete(files=[{"id": file["id"]}], channel_id="C0FACTURAS", blocks=json.dumps([section("x" * 3001)]))
    assert await refused(wrong) == "invalid_blocks"


async def test_an_upload_without_a_length_is_missing_an_argument(stage: Scene) -> None:
    stage.traffic.expect("missing_argument")
    answer = stage.client.api_call("files.getUploadURLExternal", params={"filename": "a.pdf", "length": "mucho"})
    assert await refused(answer) == "missing_argument"


async def test_a_deleted_file_leaves_its_message(stage: Scene) -> None:
    await stage.client.files_upload_v2(channel="C0FACTURAS", filename="a.pdf", content=PDF, initial_comment="Papel")
    message = await stage.person("ana").sees("Papel")
    id_ = message.files[0]["id"]
    assert (await stage.client.files_info(file=id_))["file"]["size"] == len(PDF)
    await stage.client.files_delete(file=id_)
    assert message.files == []
