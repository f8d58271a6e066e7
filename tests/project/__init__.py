"""Tests of the project itself: sizes, names, layers, papers and settings of the tools."""
