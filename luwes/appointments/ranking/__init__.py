"""Candidates for a post: everybody in reach, ranked by criteria that are visible, weighted and explained."""
