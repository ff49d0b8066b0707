"""usergroups.*: groups of people, which only paid plans have."""

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json
from sandbox.slack.workspace.directory import UserGroup


def list_(call: Call) -> Json:
    _must_have_groups(call)
    groups = call.workspace.directory.groups.values()
    shown = [_group_object(call, group) for group in groups if group.is_enabled or call.flag("include_disabled")]
    return {"usergroups": shown}


def users_list(call: Call) -> Json:
    _must_have_groups(call)
    group = call.workspace.directory.groups.get(call.text("usergroup"))
    if group is None or not (group.is_enabled or call.flag("include_disabled")):
        raise SlackRefusal("no_such_subteam")
    return {"users": list(group.members)}


def _must_have_groups(call: Call) -> None:
    """The code is documented with both methods (their pages, "Errors")."""
    if call.workspace.plan == "free":
        raise SlackRefusal("plan_upgrade_required")


def _group_object(call: Call, group: UserGroup) -> Json:
    made: Json = {
        "id": group.id,
        "team_id": call.workspace.installation.team["id"],
        "is_usergroup": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 1446598059,
        "date_update": 1446670362,
        "date_delete": 0 if group.is_enabled else 1446748865,
        "auto_type": None,
        "created_by": "USLACKBOT",
        "updated_by": "USLACKBOT",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.members),
    }
    return made | ({"users": list(group.members)} if call.flag("include_users") else {})
