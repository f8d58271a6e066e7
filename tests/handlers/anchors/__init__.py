"""Anchors, against strict doubles of what stands outside."""
