"""What happens unasked, and when: the calendar and its jobs. What a job does stands in `bot.actions`."""
