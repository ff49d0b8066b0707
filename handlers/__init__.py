"""What people do in Slack, one module per conversation. Handlers translate and decide nothing."""
