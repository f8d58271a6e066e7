"""Tests of every door, mirroring the folders of the source."""
