"""Tests of the one transaction and what follows from it."""
