"""What people do, turned into the payloads that Slack sends. The page and the headless client both come through here."""
