"""Pure Block Kit: what people see in Slack, one file per surface."""
