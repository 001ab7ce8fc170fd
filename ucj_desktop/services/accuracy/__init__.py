"""Checking workers and settling duplicates."""
