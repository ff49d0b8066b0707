"""People at their keyboards without a browser: what tests drive the local Slack with.

Everything goes through the code that serves the page, and every look waits until it sees what it looks for.
"""

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person

__all__ = ["Message", "Modal", "Person"]
