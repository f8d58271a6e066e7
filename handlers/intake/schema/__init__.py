"""The body of POST /api/v1/requests: what it may say, and how it becomes a request."""
