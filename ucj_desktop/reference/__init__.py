"""Floor 2: the files of resources/ as domain objects."""
