"""The words of the slash command, one file each."""
