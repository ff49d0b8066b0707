"""Everything that a person can do, by conversation."""

from dataclasses import dataclass

from sandbox.slack.people.choices import Choices
from sandbox.slack.people.clicks import Clicks
from sandbox.slack.people.composer import Composer
from sandbox.slack.people.events import Events
from sandbox.slack.people.home import Home
from sandbox.slack.people.modals import Modals
from sandbox.slack.people.post import Post
from sandbox.slack.people.shortcuts import Shortcuts


@dataclass(frozen=True)
class People:
    post: Post
    events: Events
    composer: Composer
    clicks: Clicks
    choices: Choices
    modals: Modals
    shortcuts: Shortcuts
    home: Home

    @classmethod
    def on(cls, post: Post) -> "People":
        events, clicks = Events(post), Clicks(post)
        return cls(
            post=post,
            events=events,
            composer=Composer(post, events),
            clicks=clicks,
            choices=Choices(post, clicks),
            modals=Modals(post),
            shortcuts=Shortcuts(post),
            home=Home(post.workspace, events),
        )
