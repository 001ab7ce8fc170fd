"""Floor 5, door two: the windows; the only home of Qt."""
