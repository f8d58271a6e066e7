"""The rules: what each command does to a case, or why not. One module per part of the work."""
