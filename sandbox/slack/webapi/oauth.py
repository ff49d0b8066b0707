"""oauth.v2.access, auth.revoke, apps.uninstall."""

from sandbox.slack.webapi.call import Call, Json


def access(call: Call) -> Json:
    """`client_id` and `client_secret` come in the arguments or as Basic authentication (the method's page)."""
    return call.oauth.exchange(
        client_id=str(call.args.get("client_id", "")),
        client_secret=str(call.args.get("client_secret", "")),
        code=str(call.args.get("code", "")),
        redirect_uri=str(call.args.get("redirect_uri", "")),
    )


def revoke(call: Call) -> Json:
    if call.flag("test"):
        return {"revoked": False}
    call.team.people.events.tokens_revoked()
    call.workspace.grants.revoke()
    call.workspace.changed()
    return {"revoked": True}


def uninstall(call: Call) -> Json:
    call.oauth.check_client(
        client_id=str(call.args.get("client_id", "")), client_secret=str(call.args.get("client_secret", ""))
    )
    call.team.people.events.uninstalled()
    call.workspace.grants.remove_app()
    call.workspace.changed()
    return {}
