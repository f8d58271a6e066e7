"""Tests of the review: from ticks to a command."""
