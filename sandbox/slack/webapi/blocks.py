"""blocks.validate: the check that Slack offers since 2026, without a token (Slack fact sheet 3.3)."""

from sandbox.slack.blockkit import check
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.schema_limits import Finding
from sandbox.slack.webapi.call import Call, Json

PARTS = ("blocks", "message", "view")


def validate(call: Call) -> Json:
    part = only_part(call.args)
    errors = errors_in(part, call.structure(part, otherwise="invalid_arguments"))
    if errors:
        raise SlackRefusal(f"invalid_{part}", errors=errors)
    return {}


def only_part(given: Json) -> str:
    """Which of `PARTS` is to be checked. Raises SlackRefusal for none and for several."""
    named = [part for part in PARTS if given.get(part)]
    if len(named) != 1:
        raise SlackRefusal("invalid_arguments", ["must provide exactly one of `blocks`, `view`, or `message`"])
    return named[0]


def errors_in(part: str, value: object) -> list[Json]:
    """Each with code, message, pointer, and where there are any the field and the constraint."""
    return [_reported(finding) for finding in _findings(part, value)]


def _findings(part: str, value: object) -> list[Finding]:
    if part == "blocks":
        return check(value, "message")
    if not isinstance(value, dict):
        return [Finding("", "must provide an object")]
    if part == "message":
        return check(value.get("blocks", []), "message")
    if value.get("type") not in ("modal", "home"):
        return [Finding("/type", f"unsupported type: {value.get('type')}")]
    return check(value, value["type"])


def _reported(finding: Finding) -> Json:
    made: Json = {"code": finding.code, "message": finding.message, "pointer": finding.pointer}
    if finding.field:
        made["field"] = finding.field
    if finding.constraint:
        made["constraint"] = {key: value for key, value in finding.constraint._asdict().items() if value is not None}
    return made
