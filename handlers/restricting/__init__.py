"""Keeping an owner from being told: the form, and what a second person confirms."""
