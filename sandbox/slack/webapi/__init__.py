"""The Web API methods that apps call, one module per family, with Slack's answers and refusals."""
