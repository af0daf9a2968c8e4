"""What staffing adds to the first page."""
