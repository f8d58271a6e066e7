"""Tests of what is drawn in Slack."""
