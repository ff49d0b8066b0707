"""Properties are not timed: the machine is shared, and the first use of a calendar or a catalogue loads it."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
