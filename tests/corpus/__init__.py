"""Bad and good input, made by generators that stand beside it."""
