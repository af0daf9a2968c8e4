"""Pages of appointments and leave: one module a thing."""
