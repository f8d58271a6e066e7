"""Mail intake: reading, authentication, the door, the command and the reply."""
