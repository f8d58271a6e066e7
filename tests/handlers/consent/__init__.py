"""Asking owners to share: the message and its page."""
