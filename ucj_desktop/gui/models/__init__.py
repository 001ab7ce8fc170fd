"""Models of tables and lists."""
