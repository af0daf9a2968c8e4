"""Text into values, for the pages of appointments and leave; one module a thing."""
