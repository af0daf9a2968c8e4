"""The doors of staffing: one module a place people stand."""
