"""What people type about incidents, their figures and their needs."""
