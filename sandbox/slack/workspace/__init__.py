"""What the local Slack remembers and the rules that Slack enforces on it, one module per subject. No input or output here."""
