"""What letters, certificates and copies say on paper; Indonesian always."""
