"""Tests of the owner's notice."""
