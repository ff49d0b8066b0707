"""/webhooks/subscriptions (fact sheet 10)."""

from dataclasses import replace

from sandbox.alegra.account import Account
from sandbox.alegra.hooks import post
from sandbox.alegra.rules import webhooks
from sandbox.alegra.rules.refusals import Refused
from sandbox.alegra.web.calls import Answer, Call

PATH = "/webhooks/subscriptions"


async def greeted(account: Account, call: Call) -> Call:
    """The call, with whether the URL that it names answered an empty POST; any other call as it is."""
    if call.method not in {"POST", "PUT"} or not call.path.startswith(PATH):
        return call
    try:
        _, url = webhooks.check(account.books, _wanted(account, call), besides=call.params.get("id", ""))
    except Refused:
        return call
    return replace(call, hook_answered=await post(account, url, ""))


def many(account: Account, _: Call) -> Answer:
    return Answer(200, {"subscriptions": list(account.books.webhooks.values())})


def create(account: Account, call: Call) -> Answer:
    event, url = webhooks.check(account.books, call.body)
    if not call.hook_answered:
        raise webhooks.UrlSilent
    subscription = webhooks.subscribe(account.books, event, url)
    return Answer(201, {"message": "Suscripción creada correctamente!.", "subscription": subscription})


def one(account: Account, call: Call) -> Answer:
    return Answer(200, {"subscription": webhooks.subscription(account.books, call.params["id"])})


def edit(account: Account, call: Call) -> Answer:
    subscription = webhooks.subscription(account.books, call.params["id"])
    event, url = webhooks.check(account.books, _wanted(account, call), besides=subscription["id"])
    if not call.hook_answered:
        raise webhooks.UrlSilent
    subscription |= {"event": event, "url": url}
    return Answer(200, {"subscription": subscription})


def delete(account: Account, call: Call) -> Answer:
    subscription = webhooks.subscription(account.books, call.params["id"])
    del account.books.webhooks[subscription["id"]]
    return Answer(200, {"message": "Suscripción eliminada correctamente!"})


def _wanted(account: Account, call: Call) -> dict[str, object]:
    """What the subscription will be: an edit changes only what it names."""
    known = account.books.webhooks.get(call.params.get("id", ""), {})
    return {**known, **call.body}
