"""The agency directory in Slack: proposals, calls to old numbers, and the second person."""
