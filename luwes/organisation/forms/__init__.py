"""Text into values, for the pages of the organisation; one module a thing."""
