"""What still holds when a process, a disk or a network fails."""
