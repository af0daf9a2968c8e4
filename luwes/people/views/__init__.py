"""The doors of people's files."""
