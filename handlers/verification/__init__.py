"""The call-back form and the other steps that say who is asking."""
