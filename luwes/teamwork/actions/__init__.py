"""Writes: teams, opportunities, applications, choosing, closing."""
