"""Carries a command to a case in one transaction, and its effects to the ports."""
