"""Reads what other programs send as JSON: strictly, and naming everything that is wrong."""
