"""The same person twice: keys, scores and reasons."""
