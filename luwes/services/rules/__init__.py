"""What services promise and how cases go: pure, without database, clock or Django."""
