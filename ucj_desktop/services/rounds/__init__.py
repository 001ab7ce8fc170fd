"""Verification, validation and minutes."""
