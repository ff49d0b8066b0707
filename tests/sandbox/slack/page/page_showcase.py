"""A small app behind the local Slack, for the tests of the page: `/cobro SCENE` shows one thing that the page must draw."""

from typing import Any, Protocol

from tests.sandbox.slack.page.page_scenes import (
    CLIENTS,
    ITEMS,
    card,
    every_element,
    field,
    invoice_form,
    modal,
    option,
    plain,
)

Json = dict[str, Any]


class Api(Protocol):
    async def __call__(self, method: str, **arguments: Any) -> Json: ...


async def command(payload: Json, api: Api) -> Json | None:
    scene, channel, trigger = payload["text"], payload["channel_id"], payload["trigger_id"]
    match scene:
        case "form":
            await api("views.open", trigger_id=trigger, view=invoice_form())
        case "everything":
            await api("views.open", trigger_id=trigger, view=every_element())
        case "card":
            await api("chat.postMessage", channel=channel, text="Ana pide emitir una factura", blocks=card())
        case "thread":
            parent = await api("chat.postMessage", channel=channel, text="*FE342* emitida · PDF y XML en el hilo")
            await send_file(api, channel, parent["ts"], "FE342_ClinicaLosAndes.pdf", b"%PDF-1.4\n%%EOF\n")
            await send_file(
                api, channel, parent["ts"], "FE342_ClinicaLosAndes.xml", b"<Invoice><ID>FE342</ID></Invoice>"
            )
        case "hostile":
            return {
                "text": "&lt;img src=x onerror=alert(1)&gt; <img src=x onerror=alert(2)> <javascript:alert(3)|pulsa> &lt;!channel&gt; *2*3*4*"
            }
        case "marks":
            return {
                "text": "*negrita* _cursiva_ ~tachado~ `código`\n> una cita\n> de dos líneas\nAviso <!channel> a <@U0ANA00001>: <https://example.com/a?b=1&amp;c=2|la página> :tada:\n```\nbloque\n```"
            }
        case _:
            return {"text": f"No conozco «{scene}»"}
    return None


async def interaction(payload: Json, api: Api) -> Json | None:
    match payload["type"]:
        case "block_suggestion":
            return suggestions(payload["action_id"], payload["value"])
        case "block_actions":
            return await action(payload, api)
        case "view_submission":
            return submitted(payload["view"])
    return None


def suggestions(action_id: str, typed: str) -> Json:
    matches = [option(name, name) for name in CLIENTS if typed.lower() in name.lower()]
    if action_id == "client":
        return {"options": matches}
    groups = {
        label: [option(name, name) for name in names if typed.lower() in name.lower()] for label, names in ITEMS.items()
    }
    return {
        "option_groups": [{"label": plain(label), "options": options} for label, options in groups.items() if options]
    }


async def action(payload: Json, api: Api) -> Json | None:
    match payload["actions"][0]["action_id"]:
        case "approve":
            await api(
                "chat.update",
                channel=payload["channel"]["id"],
                ts=payload["message"]["ts"],
                text="Aprobada",
                blocks=card(payload["user"]["id"]),
            )
        case "return":
            await api(
                "chat.postEphemeral",
                channel=payload["channel"]["id"],
                user=payload["user"]["id"],
                text="Bruno y Diego pueden devolverla",
            )
        case "add_line":
            lines = sum(block["block_id"].startswith("line-") for block in payload["view"]["blocks"])
            await api("views.update", view_id=payload["view"]["id"], view=invoice_form(lines + 1))
        case "paste":
            await api(
                "views.push",
                trigger_id=payload["trigger_id"],
                view=modal(
                    "Pegar varias",
                    [field("lines", "Líneas", {"type": "plain_text_input", "multiline": True})],
                    close=plain("Atrás"),
                ),
            )
    return None


def submitted(view: Json) -> Json | None:
    values = view["state"]["values"]
    if "mail" in values and values["mail"]["value"]["value"].endswith(".test"):
        return {"response_action": "errors", "errors": {"mail": "Ese correo rebotó la última vez"}}
    if "mail" in values and values["mail"]["value"]["value"].startswith("trouble"):
        return {"response_action": "errors", "errors": {"nowhere": "no such block"}}
    return None


async def send_file(api: Api, channel: str, thread_ts: str, name: str, content: bytes) -> None:
    place = await api("files.getUploadURLExternal", filename=name, length=len(content))
    await api("upload", url=place["upload_url"], content=content)
    await api(
        "files.completeUploadExternal",
        files=[{"id": place["file_id"], "title": name}],
        channel_id=channel,
        thread_ts=thread_ts,
    )
