"""Tests of handlers.commands."""
