"""Situation reports: what one says now, what it says once issued, and the papers made of it. Reads only."""
