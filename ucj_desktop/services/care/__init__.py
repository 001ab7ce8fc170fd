"""The care of the office itself: copies, health, practice with made-up people."""
