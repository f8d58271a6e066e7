"""Measures the product against bare libraries in one run; nothing here can fail for being slow."""
