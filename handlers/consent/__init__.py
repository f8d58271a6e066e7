"""Asking an owner to share of their own will: the message, its page, and the answer."""
