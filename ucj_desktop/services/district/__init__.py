"""What the district does with what it received."""
