"""blocks.validate: the check that Slack offers since 2026, without a token (Slack fact sheet 3.3)."""

from sandbox.slack.blockkit import check
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.schema_limits import Finding
from sandbox.slack.webapi.call import Call, Json

PARTS = ("blocks", "message", "view")


def validate(call: Call) -> Json:
    given = [part for part in PARTS if call.args.get(part)]
    if len(given) != 1:
        raise SlackRefusal("invalid_arguments", ["must provide exactly one of `blocks`, `view`, or `message`"])
    value = call.structure(given[0], otherwise="invalid_arguments")
    if found := _findings(given[0], value):
        raise SlackRefusal(f"invalid_{given[0]}", errors=[_reported(finding) for finding in found])
    return {}


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
    made = {"code": finding.code, "message": finding.message, "pointer": finding.pointer}
    return made | ({"field": finding.field} if finding.field else {})
