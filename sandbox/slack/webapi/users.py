"""users.*: who people are."""

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json
from sandbox.slack.workspace.directory import Person

EMAIL_SCOPE = "users:read.email"


def info(call: Call) -> Json:
    return {"user": _user_object(call, call.workspace.directory.person(call.text("user")))}


def list_(call: Call) -> Json:
    rows, metadata = call.page_of([_user_object(call, person) for person in call.workspace.directory.people.values()])
    return {"members": rows, "cache_ts": int(call.workspace.clock.now()), "response_metadata": metadata}


def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    for person in call.workspace.directory.humans():
        if person.email.lower() == wanted:
            return {"user": _user_object(call, person)}
    raise SlackRefusal("users_not_found")


def _user_object(call: Call, person: Person) -> Json:
    """`locale` only when asked for, the e-mail only with its scope."""
    user = {
        "id": person.id,
        "team_id": call.workspace.installation.team["id"],
        "name": person.name,
        "deleted": person.deleted,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": "America/Bogota",
        "tz_label": "Colombia Time",
        "tz_offset": -18_000,
        "profile": _profile(call, person),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 1_700_000_000,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if call.flag("include_locale"):
        user["locale"] = person.locale
    return user


def _profile(call: Call, person: Person) -> Json:
    first, _, last = person.real_name.partition(" ")
    profile = {
        "title": person.title,
        "phone": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
        "team": call.workspace.installation.team["id"],
    }
    if EMAIL_SCOPE in call.scopes and person.email:
        profile["email"] = person.email
    return profile
