"""The doors of the local Slack: for apps, for the page, for whoever watches or disturbs."""
