"""Tests of the transparency report's law: what is counted, and how agencies are grouped."""
