"""Keeping an owner from being told, through the real forms."""
