"""Entering and importing workers."""
