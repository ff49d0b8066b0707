"""auth.test, bots.info, team.info, apps.connections.open."""

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json


def test(call: Call) -> Json:
    installation = call.workspace.installation
    return {
        "url": f"https://{installation.team['domain']}.slack.com/",
        "team": installation.team["name"],
        "user": call.workspace.directory.person(installation.bot_user).name,
        "team_id": installation.team["id"],
        "user_id": installation.bot_user,
        "bot_id": installation.bot_id,
        "is_enterprise_install": False,
    }


def bots_info(call: Call) -> Json:
    installation = call.workspace.installation
    if call.args.get("bot") != installation.bot_id:
        raise SlackRefusal("bot_not_found")
    bot = {
        "id": installation.bot_id,
        "deleted": False,
        "name": call.workspace.manifest.bot_name,
        "updated": int(call.workspace.clock.now()),
        "app_id": installation.app_id,
        "user_id": installation.bot_user,
        "icons": {},
    }
    return {"bot": bot}


def team_info(call: Call) -> Json:
    return {"team": {**call.workspace.installation.team, "email_domain": "", "icon": {"image_default": True}}}


def connections_open(call: Call) -> Json:
    """Refused where the workspace delivers over HTTP (the code is assumed)."""
    if call.sockets is None:
        raise SlackRefusal("forbidden_team", ["[ERROR] Socket Mode is off in this workspace: it delivers over HTTP"])
    return {"url": call.sockets.new_url()}
