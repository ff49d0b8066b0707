"""The reference: a Bolt application that says hello, served as Cobro is. `python -m benchmarks.bare_bolt PORT`."""

import os
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult


async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=os.environ["SLACK_BOT_TOKEN"])


app = AsyncApp(signing_secret=os.environ["SLACK_SIGNING_SECRET"], process_before_response=True, authorize=authorize)


@app.command("/invoice")
async def hello(ack: AsyncAck, body: dict[str, Any]) -> None:
    await ack(f"hello <@{body['user_id']}>")


if __name__ == "__main__":
    uvicorn.run(
        AsyncSlackRequestHandler(app),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        log_config=None,
        access_log=False,
    )
