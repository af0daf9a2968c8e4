"""Changes of needs, plans and assignments: one module a step of the way."""
