"""The legal standards, one file each; nothing else knows a country."""
