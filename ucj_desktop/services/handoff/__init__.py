"""Packages, cards and answers between offices."""
