"""Forms of collaboration."""
