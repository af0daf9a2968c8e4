"""Doors: parse, call one action or query, render."""
