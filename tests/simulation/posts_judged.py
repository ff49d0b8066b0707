"""Whether each message stands in Slack as often as is promised (design 4.6)."""

from collections import Counter

from tests.simulation.slack_model import Workspace
from tests.simulation.violations import Violations

WITHOUT_LOOKING = 2


def no_message_too_often(workspace: Workspace, found: Violations) -> None:
    """Once where Cobro may look for its own, else twice at most; what a process posted that had stood still counts for nobody."""
    most = 1 if workspace.may_be_read else WITHOUT_LOOKING
    marks = [each.mark for each in workspace.messages.values() if each.mark and not each.is_late]
    for (document, entry), times in Counter((mark.document, mark.entry) for mark in marks).items():
        if times > most:
            found.say("no message is there too often", f"{document} {entry}: {times}")
