"""Tests of handlers.release."""
