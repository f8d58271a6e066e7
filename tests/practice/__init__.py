"""Tests of the pretend workspace."""
