"""A pretend Slack workspace, mailbox and evidence store for demo, drills and tests."""
