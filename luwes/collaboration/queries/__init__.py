"""What pages of collaboration read."""
