"""Tests of the law of the case."""
