"""Whole cases played through, from request to owner."""
