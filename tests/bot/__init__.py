"""Tests of the command line, the settings, the log and the clocks."""
