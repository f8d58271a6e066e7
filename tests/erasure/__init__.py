"""Erasure looked at from outside: what can be found anywhere, before it and after it."""
