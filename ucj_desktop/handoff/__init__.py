"""Floor 3: the package on the stick, both ends of it."""
