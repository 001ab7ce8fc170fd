"""Letters, lists and checking a paper."""
