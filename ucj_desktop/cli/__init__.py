"""Floor 5, door one: the command line."""
