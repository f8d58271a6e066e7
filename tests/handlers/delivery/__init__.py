"""Tests of files that go through us."""
