"""Writes of collaboration."""
